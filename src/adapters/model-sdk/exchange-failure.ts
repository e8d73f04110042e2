import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ExchangeError } from './exchange-error.ts';
import { type CallSubject, providerWording } from './provider-wording.ts';

/** The server was not reached, or the exchange with it came to no end. */
export function exchangeFailure(error: ExchangeError, subject: CallSubject): TgParserError {
  const { timeout, host, profile } = subject;
  const seconds = (inMs: number | null) => `${(inMs ?? 0) / 1000} s`;
  const timedOut = (problem: string) =>
    new TgParserError('model_timeout', `${profile.title} at ${host} ${problem}`, {
      hint: 'Repeat the command; if it happens often, ask about fewer messages at once or allow more time.',
      retryable: true,
    });
  switch (error.end) {
    case 'interrupted':
      return new TgParserError('interrupted', `A call to ${profile.title} was stopped on request`);
    case 'total':
      return timedOut(`did not answer within ${seconds(timeout.totalInMs)}`);
    case 'gap':
      return timedOut(`fell silent for ${seconds(timeout.gapInMs)} in the middle of an answer`);
    default:
      return unreachable(error.networkCode, subject);
  }
}

/** Codes of TLS: the next attempt meets the same certificate. */
const certificateCode = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;

function unreachable(networkCode: string, subject: CallSubject): TgParserError {
  const { problem, hint, retryable = false } = providerWording('model_unreachable', subject);
  const isCertificate = certificateCode.test(networkCode);
  return new TgParserError('model_unreachable', networkCode === '' ? problem : `${problem}: ${networkCode}`, {
    hint: isCertificate ? 'The certificate of the server is not trusted: NODE_EXTRA_CA_CERTS names one that is.' : hint,
    retryable: retryable && !isCertificate,
  });
}

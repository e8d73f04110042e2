#!/usr/bin/env node
import { runCommandLine } from './run-command-line.ts';

process.exitCode = await runCommandLine({ argv: process.argv.slice(2), stdout: process.stdout, stderr: process.stderr });

// A connection that is being made cannot be taken back: what is done does not wait for it.
setTimeout(() => process.exit(), 1_000).unref();

// /v1/files: https://platform.openai.com/docs/api-reference/files
import { jsonReply } from '../json-reply.ts';
import type { WireHost, WireReply, WireRequest } from '../wire-api.ts';
import { openAiError, openAiRefusal } from './openai-error.ts';

export interface StoredFile {
  id: string;
  name: string;
  purpose: string;
  text: string;
  createdAt: number;
}

const fields = new Set(['file', 'purpose', 'expires_after[anchor]', 'expires_after[seconds]']);
const purposes = new Set(['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals']);

export class OpenAiFiles {
  private readonly files = new Map<string, StoredFile>();
  private readonly host: WireHost;

  constructor(host: WireHost) {
    this.host = host;
  }

  find(id: string): StoredFile | undefined {
    return this.files.get(id);
  }

  add(name: string, purpose: string, text: string): StoredFile {
    const file = {
      id: `file-${this.host.nextNumber()}`,
      name,
      purpose,
      text,
      createdAt: Math.floor(this.host.now().getTime() / 1_000),
    };
    this.files.set(file.id, file);
    return file;
  }

  async upload(request: WireRequest): Promise<WireReply> {
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/form-data')) {
      throw openAiRefusal("Invalid Content-Type header. Expected 'multipart/form-data'.", null, null);
    }
    const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } }).formData();
    const unknown = [...form.keys()].find((name) => !fields.has(name));
    if (unknown !== undefined) {
      throw openAiRefusal(`Unknown parameter: '${unknown}'.`, unknown, 'unknown_parameter');
    }
    const [file, purpose] = [form.get('file'), form.get('purpose')];
    if (purpose === null) {
      throw openAiRefusal("Missing required parameter: 'purpose'.", 'purpose', 'missing_required_parameter');
    }
    if (!purposes.has(String(purpose))) {
      throw openAiRefusal(`'${String(purpose)}' is not one of [${[...purposes].join(', ')}] - 'purpose'`, 'purpose', null);
    }
    if (file === null || typeof file === 'string') {
      throw openAiRefusal("Missing required parameter: 'file'.", 'file', 'missing_required_parameter');
    }
    if (purpose === 'batch' && !file.name.endsWith('.jsonl')) {
      throw openAiRefusal('Invalid file format for Batch API. Must be .jsonl', 'file', null);
    }
    return jsonReply(200, fileObject(this.add(file.name, String(purpose), await file.text())));
  }

  describe(id: string): WireReply {
    const file = this.files.get(id);
    return file === undefined ? noSuchFile(id) : jsonReply(200, fileObject(file));
  }

  content(id: string): WireReply {
    const file = this.files.get(id);
    return file === undefined
      ? noSuchFile(id)
      : { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.text };
  }

  remove(id: string): WireReply {
    return this.files.delete(id) ? jsonReply(200, { id, object: 'file', deleted: true }) : noSuchFile(id);
  }
}

function fileObject({ id, name, purpose, text, createdAt }: StoredFile) {
  return {
    id,
    object: 'file',
    bytes: Buffer.byteLength(text),
    created_at: createdAt,
    expires_at: null,
    filename: name,
    purpose,
    status: 'processed',
    status_details: null,
  };
}

function noSuchFile(id: string): WireReply {
  return openAiError(404, {
    message: `No such File object: ${id}`,
    type: 'invalid_request_error',
    param: 'id',
    code: null,
  });
}

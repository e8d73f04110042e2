// Loaded with `node --import`: importing the package that WITHOUT_PACKAGE names fails, as if it were not installed.
import { register } from 'node:module';

const hooks = `export async function resolve(specifier, context, next) {
  if (specifier === ${JSON.stringify(process.env.WITHOUT_PACKAGE)}) {
    throw new Error(specifier + ' is not installed here');
  }
  return next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

// Lets promtool read the rules and the configuration of deploy/prometheus as Prometheus would.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../deploy/prometheus', import.meta.url));
for (const words of [
  ['check', 'rules', 'alerts.yml'],
  ['check', 'config', '--syntax-only', 'prometheus.yml'],
]) {
  const { error, status } = spawnSync('promtool', words, { cwd: folder, stdio: 'inherit' });
  if (error) {
    console.error('promtool is not here: it comes with Prometheus ("apt-get install prometheus" on Debian).');
    process.exit(1);
  }
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

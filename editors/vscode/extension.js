// Starts `prefixlint lsp` and hands it Python files and notebooks. Everything else is the server's.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const SECTION = "prefixlint";
const LANGUAGES = [{ language: "python", scheme: "file" }, { language: "python", scheme: "untitled" }];

let client;

function make() {
  const [command, ...args] = vscode.workspace.getConfiguration(SECTION).get("server.command", ["prefixlint", "lsp"]);
  const server = { command, args, transport: TransportKind.stdio };
  return new LanguageClient(SECTION, SECTION, server, {
    documentSelector: [...LANGUAGES, { notebook: "*", language: "python" }],
    diagnosticPullOptions: { onChange: true, onSave: true },
  });
}

async function start() {
  client = make();
  try {
    await client.start();
  } catch (error) {
    const hint = "Install it with: pip install 'prefixlint[lsp]', or set prefixlint.server.command.";
    vscode.window.showErrorMessage(`prefixlint could not be started. ${hint} (${error.message ?? error})`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  // One that never started cannot be stopped.
  if (running?.needsStop()) await running.stop();
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("prefixlint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("prefixlint.server")) return restart();
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };

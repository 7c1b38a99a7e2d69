-- Opens a file in Neovim with the language server, writes down what it shows, and applies an action.
local file, command = vim.env.TEST_FILE, vim.fn.json_decode(vim.env.TEST_COMMAND)
local result, wanted = vim.env.TEST_RESULT, vim.env.TEST_ACTION

local function finish(answer)
  local out = assert(io.open(result, "w"))
  out:write(vim.fn.json_encode(answer))
  out:close()
  vim.cmd("qall!")
end

local function wait(what, test)
  if not vim.wait(60000, test, 50) then
    finish({ failed = what })
  end
end

vim.cmd("edit " .. vim.fn.fnameescape(file))
local buffer = vim.api.nvim_get_current_buf()
local start = vim.lsp.start_client({
  name = "prefixlint",
  cmd = command,
  root_dir = vim.fn.fnamemodify(file, ":p:h"),
  workspace_folders = { { name = "app", uri = vim.uri_from_fname(vim.fn.fnamemodify(file, ":p:h")) } },
})
vim.lsp.buf_attach_client(buffer, start)
local client = vim.lsp.get_client_by_id(start)

wait("diagnostics", function() return #vim.diagnostic.get(buffer) > 0 end)
local answer = { shown = {} }
for _, one in ipairs(vim.diagnostic.get(buffer)) do
  table.insert(answer.shown, {
    line = one.lnum, column = one.col, end_column = one.end_col, code = one.code or one.user_data.lsp.code,
    source = one.source, severity = one.severity, message = one.message,
  })
end

local first = vim.diagnostic.get(buffer)[1]
local range = { start = { line = first.lnum, character = 0 }, ["end"] = { line = first.lnum, character = 10000 } }
local document = vim.lsp.util.make_text_document_params(buffer)
local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction",
  { textDocument = document, range = range, context = { diagnostics = {} } }, 30000)
answer.titles = {}
for _, one in pairs(answers[start].result) do
  table.insert(answer.titles, one.title)
  if one.title:find(wanted, 1, true) == 1 then
    vim.lsp.util.apply_workspace_edit(one.edit, client.offset_encoding)
  end
end
wait("no diagnostics", function() return #vim.diagnostic.get(buffer) == 0 end)
answer.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")

local position = { line = first.lnum, character = first.col }
local hover = vim.lsp.buf_request_sync(buffer, "textDocument/hover", { textDocument = document, position = position }, 30000)
answer.hover = hover[start].result and hover[start].result.contents.value
client.stop()
wait("end of the server", function() return client.is_stopped() end)
finish(answer)

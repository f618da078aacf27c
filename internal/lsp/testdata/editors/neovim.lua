-- A real editor: it opens a file, sees the diagnostic, takes the action, and sees the diagnostic gone. Run headless with SERVER and
-- WORKSPACE in the environment; what it saw is written to OUT, and the exit status is that of the run.
local out = assert(io.open(os.getenv('OUT'), 'w'))
local function say(...)
  out:write(string.format(...), '\n')
  out:flush()
end
local function fail(...)
  say(...)
  vim.cmd('cquit 1')
end
local workspace = os.getenv('WORKSPACE')
vim.cmd('edit ' .. vim.fn.fnameescape(workspace .. '/learning_ai_clock/web/src/lib/platform-sync.ts'))
local client = vim.lsp.start_client({ name = 'connaudit', cmd = { os.getenv('SERVER'), 'lsp' }, root_dir = workspace,
  workspace_folders = { { uri = vim.uri_from_fname(workspace), name = 'workspace' } }, init_options = { delay = 1 } })
if not client then fail('the server does not start') end
vim.lsp.buf_attach_client(0, client)

local function codes()
  local list = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    table.insert(list, string.format('%d:%s', d.lnum + 1, d.code))
  end
  table.sort(list)
  return table.concat(list, ' ')
end
local function wait(what, holds)
  if not vim.wait(20000, holds, 20) then fail('waited too long for %s; there is: %s', what, codes()) end
end

wait('diagnostics', function() return codes():find('env%-example') end)
say('diagnostics: %s', codes())

-- Typing: a variable that is read and documented nowhere, then the action that ignores it, then undo.
vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'export const typed = process.env.TYPED_IN_NEOVIM;' })
local last = vim.api.nvim_buf_line_count(0)
wait('the new finding', function() return codes():find(last .. ':env%-example') end)
say('typed: %s', codes())
local params = vim.lsp.util.make_given_range_params({ last, 25 }, { last, 30 })
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
local actions = answers[client].result
local function take(title)
  for _, action in ipairs(actions) do
    if action.title:find(title, 1, true) then
      if not action.edit and action.data then
        action = vim.lsp.buf_request_sync(0, 'codeAction/resolve', action, 10000)[client].result
      end
      vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
      return
    end
  end
  fail('no action %s', title)
end
take('Ignore env-example')
wait('the finding to go', function() return not codes():find(last + 1 .. ':env%-example') end)
say('accepted: %s', vim.api.nvim_buf_get_lines(0, last - 1, last, false)[1])

-- The fix of the first finding is in another file, which Neovim opens.
local first = vim.fn.bufnr('%')
params = vim.lsp.util.make_given_range_params({ 5, 25 }, { 5, 30 })
params.context = { diagnostics = {} }
actions = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)[client].result
take('Add NEXT_PUBLIC_PRODUCT_ID')
local example = vim.fn.bufnr(workspace .. '/learning_ai_clock/web/.env.example')
if example < 0 then fail('the example file is not open') end
vim.api.nvim_buf_call(example, function() vim.cmd('write') end)
vim.lsp.buf_attach_client(example, client)
wait('the fixed finding to go', function()
  for _, d in ipairs(vim.diagnostic.get(first)) do
    if d.code == 'env-example' then return false end
  end
  return true
end)
say('fixed')
vim.lsp.stop_client(client)
if not vim.wait(2000, function() return vim.lsp.client_is_stopped(client) end, 10) then fail('the server does not stop') end
say('stopped')
vim.cmd('qall!')

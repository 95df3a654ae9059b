-- Neovim as a person uses it: the configuration of docs/editors.md, a file with a slip in it, and what the keys of the editor call.
-- nvim --headless --clean -c 'luafile neovim.lua', with LINSPG_CONFIG and LINSPG_FILE; prints one JSON object for each step.
local PATIENCE = 60000

local function say(step, value)
  io.stdout:write(vim.fn.json_encode({ step = step, value = value }) .. "\n")
end

local function wait(what, condition)
  if not vim.wait(PATIENCE, condition, 20) then
    error("waited in vain for " .. what)
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

--- Puts the cursor on the first place of some words.
local function go(words)
  local row = vim.fn.search("\\V" .. words, "cw")
  assert(row > 0, "not in the text: " .. words)
end

local function told(code)
  for _, each in ipairs(vim.diagnostic.get(0)) do
    if each.code == code then
      return each
    end
  end
end

local function steps()
  vim.cmd("source " .. os.getenv("LINSPG_CONFIG"))
  vim.cmd("edit " .. os.getenv("LINSPG_FILE"))
  wait("the slip", function()
    return told("unknown-key") ~= nil
  end)
  local slip = told("unknown-key")
  say("slip", { line = slip.lnum, from = slip.col, to = slip.end_col, message = slip.message })

  -- The list of fixes, of which the person takes the first.
  vim.ui.select = function(items, _, choose)
    choose(items[1], 1)
  end
  go("rewrd")
  vim.lsp.buf.code_action()
  wait("the fix", function()
    return not text():find("rewrd")
  end)
  wait("the verdict", function()
    return told("trap") ~= nil and told("unknown-key") == nil
  end)
  say("fixed", text())
  local trap = told("trap")
  say("trap", { line = trap.lnum, from = trap.col, to = trap.end_col })

  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = PATIENCE })
  else -- Neovim 0.7
    vim.lsp.buf.formatting_sync(nil, PATIENCE)
  end
  say("formatted", text())

  -- A hover opens a window with the words.
  go("reward: 8")
  vim.lsp.buf.hover()
  local shown
  wait("the hover", function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        shown = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
        return true
      end
    end
    return false
  end)
  say("hover", shown)

  -- What omni completion asks and shows.
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { "  ite" })
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 5 })
  local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", {
    textDocument = vim.lsp.util.make_text_document_params(),
    position = { line = vim.api.nvim_buf_line_count(0) - 1, character = 5 },
  }, PATIENCE)
  local words = {}
  for _, answer in pairs(answers) do
    for _, item in ipairs(vim.lsp.util.extract_completion_items(answer.result)) do
      table.insert(words, item.label)
    end
  end
  say("completion", words)
end

local isDone, problem = xpcall(steps, debug.traceback)
if isDone then
  vim.cmd("qall!")
else
  io.stdout:write(problem .. "\n")
  vim.cmd("cquit 1")
end

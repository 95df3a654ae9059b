;; What a person does in Emacs with Eglot, step by step; ends with status 1 at the first step that does not work. -*- lexical-binding: t -*-
(package-initialize)
(load (getenv "CONFIG") nil t)

(defun need (what found)
  "Say WHAT was not FOUND, and end."
  (unless found
    (princ (format "not seen: %s\n%s\n%S\n" what (buffer-string) (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
    (kill-emacs 1))
  found)

(defun sent ()
  "Send what was changed: Emacs does when it is idle, which it never is in a script."
  (eglot--signal-textDocument/didChange))

(defun wait-for (what test)
  "Wait until TEST says that WHAT is there."
  (let ((end (+ (float-time) 60)) found)
    (while (and (not (setq found (funcall test))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (need what found)))

(defun told (words)
  "The place of the diagnostic that has WORDS; nil: there is none."
  (sent)
  (flymake-start)
  (let ((found (seq-find (lambda (one) (string-match-p words (flymake-diagnostic-text one))) (flymake-diagnostics))))
    (and found (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found)))))

(find-file (getenv "SPEC"))
(run-hooks 'post-command-hook)
(wait-for "the server" #'eglot-managed-p)
(need "the misspelled key" (equal "rewrd" (wait-for "what is wrong" (lambda () (told "rewrd")))))

;; Behind a character of two UTF-16 units on the same line.
(goto-char (point-min))
(search-forward "rewrd")
(backward-char 2)
(let ((fix (seq-find (lambda (one) (equal "Change to reward" (plist-get one :title)))
                     (append (eglot-code-actions (point) (point)) nil))))
  (eglot--apply-workspace-edit (plist-get (need "the fix" fix) :edit)))
(need "the trap" (equal "a2" (wait-for "what traps" (lambda () (told "can converge to a2")))))

(eglot-format-buffer)
(need "the layout" (string-match-p (regexp-quote (getenv "FORMATTED")) (buffer-string)))

(sent)
(goto-char (point-min))
(search-forward "reward: 8")
(backward-char 5)
(let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (need "the hover" (string-match-p "2 of 4 mean rewards" (plist-get (plist-get hover :contents) :value))))

(search-forward "a4")
(eglot-rename "🎲 4")
(need "the new name" (string-match-p "\"🎲 4\": +{ reward: 6" (buffer-string)))

(goto-char (point-max))
(insert "  ite")
(sent)
(let ((capf (eglot-completion-at-point)))
  (need "the completion" (member "iterations" (all-completions "ite" (nth 2 capf)))))
(set-buffer-modified-p nil)
(princ "all seen\n")
(kill-emacs 0)

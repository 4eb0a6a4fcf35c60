; What setup and uninstaller share: each of these macros is inserted once for either; PREFIX is "" or "un.".

!macro PL_COMMON PREFIX
; Leaves "1" on the stack if this process may write for everyone.
Function ${PREFIX}isAdministrator
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    Push 1
  ${Else}
    Push 0
  ${EndIf}
FunctionEnd

; What is for everyone, or for this person alone: the start menu, the desktop, SHCTX.
Function ${PREFIX}useContext
  ${If} $Everyone = 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

; Windows lets nobody write to a program that runs.
Function ${PREFIX}waitForEnd
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
      Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is running. Quit it with Ctrl+Q in its window, then choose Retry." \
      /SD IDCANCEL IDRETRY again
    SetErrorLevel ${CODE_RUNNING}
    Abort "${NAME} is running. Nothing was changed."
    again:
  ${Loop}
FunctionEnd
!macroend

; The uninstaller. Settings and sign-ins are the person's; they stay unless somebody says otherwise.
!insertmacro PL_COMMON "un."

!define SETTINGS "Software\${NAME}\${NAME}" ; QSettings's, by the names in app/main.cpp
!define CREDENTIAL_GENERIC 1

Var Upgrade ; 1: a setup runs this, and writes everything but the files itself
Var RemoveSettings
Var OfSettings

Function un.onInit
  ${GetParameters} $Parameters
  !insertmacro PL_SWITCH "/Upgrade" $Upgrade
  !insertmacro PL_SWITCH "/RemoveSettings" $RemoveSettings
  StrCpy $Everyone 0
  ReadRegStr $0 HKLM "${ENTRY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $Everyone 1
  ${EndIf}
  Call un.useContext
FunctionEnd

Function un.showChoice
  !insertmacro MUI_HEADER_TEXT "Uninstall ${NAME}" "It is removed from this computer. Nothing on your office's server changes."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 6u 100% 24u "$INSTDIR"
  Pop $0
  ${NSD_CreateCheckBox} 0 36u 100% 12u "Also remove my &settings and sign-ins, and what I typed and didn't save"
  Pop $OfSettings
  ${NSD_SetState} $OfSettings $RemoveSettings
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:&Uninstall"
  nsDialogs::Show
FunctionEnd

Function un.takeChoice
  ${NSD_GetState} $OfSettings $RemoveSettings
FunctionEnd

Section "Uninstall"
  Call un.isAdministrator
  Pop $0
  ${If} $Everyone = 1
  ${AndIf} $0 = 0
    Call un.removeAsAdministrator
  ${Else}
    Call un.waitForEnd
    !insertmacro PL_REMOVE_FILES
    ${If} $Upgrade = 1
      Return
    ${EndIf}
    Call un.removeEntries
  ${EndIf}
  Call un.removeAutostart
  ${If} $RemoveSettings = 1
    Call un.removeSettings
  ${EndIf}
SectionEnd

; Another process removes what is everyone's. This one goes on with what is the person's: an administrator may be another.
Function un.removeAsAdministrator
  ${If} ${Silent}
    SetErrorLevel ${CODE_ADMINISTRATOR}
    Abort
  ${EndIf}
  ClearErrors
  ExecShell "runas" "$INSTDIR\${UNINSTALLER}" "/S"
  ${If} ${Errors}
    Abort "Uninstalling for everyone takes an administrator. Nothing was changed."
  ${EndIf}
  ${ForEach} $1 1 120 + 1 ; a minute
    ${IfNot} ${FileExists} "$INSTDIR\${UNINSTALLER}"
      Return
    ${EndIf}
    Sleep 500
  ${Next}
  Abort "${NAME} could not be removed. Quit it with Ctrl+Q in its window, then try again."
FunctionEnd

Function un.removeEntries
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey SHCTX "${ENTRY}"
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR" ; stays if somebody put something else there
FunctionEnd

Function un.removeAutostart
  ReadRegStr $0 HKCU "${AUTOSTART}" "${NAME}"
  ${If} $0 == '"$INSTDIR\${PROGRAM}"'
    DeleteRegValue HKCU "${AUTOSTART}" "${NAME}"
  ${EndIf}
FunctionEnd

; The registry's key, crash reports and the like, and the sign-ins that Windows keeps.
Function un.removeSettings
  SetShellVarContext current
  Call un.removeSignIns
  DeleteRegKey HKCU "${SETTINGS}"
  DeleteRegKey /ifempty HKCU "Software\${NAME}"
  RMDir /r "$LOCALAPPDATA\${NAME}\${NAME}"
  RMDir "$LOCALAPPDATA\${NAME}"
  RMDir /r "$APPDATA\${NAME}\${NAME}"
  RMDir "$APPDATA\${NAME}"
  Call un.useContext
FunctionEnd

; Of each account in the settings, by the name that app/profile.h gives it.
Function un.removeSignIns
  StrCpy $R0 1
  ${Do}
    ReadRegStr $0 HKCU "${SETTINGS}\accounts\$R0" "email"
    ${If} $0 == ""
      ${ExitDo}
    ${EndIf}
    ReadRegStr $1 HKCU "${SETTINGS}\accounts\$R0" "server"
    System::Call 'user32::CharLowerW(w r0 r0)'
    System::Call 'advapi32::CredDeleteW(w "$0 at $1", i ${CREDENTIAL_GENERIC}, i 0)'
    IntOp $R0 $R0 + 1
  ${Loop}
FunctionEnd

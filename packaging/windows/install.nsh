; Setup: its pages' questions, and what it does.
!include "${__FILEDIR__}\common.nsh"
!insertmacro PL_COMMON ""

Var OfEveryone
Var OfDesktop

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} needs Windows 10 or later." /SD IDOK
    SetErrorLevel ${CODE_WINDOWS}
    Quit
  ${EndIf}
  StrCpy $Folder $INSTDIR ; empty without /D=
  ${GetParameters} $Parameters
  Call readParameters
  Call useFolder
FunctionEnd

!macro PL_SWITCH NAME RESULT
  ClearErrors
  ${GetOptions} $Parameters "${NAME}" $0
  ${If} ${Errors}
    StrCpy ${RESULT} 0
  ${Else}
    StrCpy ${RESULT} 1
  ${EndIf}
!macroend

Function readParameters
  !insertmacro PL_SWITCH "/Chosen" $Chosen
  !insertmacro PL_SWITCH "/Desktop" $OnDesktop
  !insertmacro PL_SWITCH "/AllUsers" $Everyone
  !insertmacro PL_SWITCH "/CurrentUser" $1
  ${If} $Everyone = 0
  ${AndIf} $1 = 0
    Call readInstalled
  ${EndIf}
FunctionEnd

; Without a switch, the new version is for whom the old one is.
Function readInstalled
  ReadRegStr $0 HKCU "${ENTRY}" "InstallLocation"
  ReadRegStr $1 HKLM "${ENTRY}" "InstallLocation"
  ${If} $0 == ""
  ${AndIf} $1 != ""
    StrCpy $Everyone 1
  ${EndIf}
FunctionEnd

Function useFolder
  SetShellVarContext current
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
  ${If} $Everyone = 1
    StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
  ${EndIf}
  Call useContext
  ReadRegStr $0 SHCTX "${ENTRY}" "InstallLocation"
  ${If} $Folder != ""
    StrCpy $INSTDIR $Folder
  ${ElseIf} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

Function skipIfChosen
  ${If} $Chosen = 1
    Abort
  ${EndIf}
FunctionEnd

Function showChoice
  Call skipIfChosen
  !insertmacro MUI_HEADER_TEXT "Who will use ${NAME}?" "Everyone who signs in to Windows on this computer, or only you."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 6u 100% 12u "Only for &me"
  Pop $0
  ${NSD_CreateRadioButton} 0 24u 100% 12u "For &everyone on this computer (asks for an administrator)"
  Pop $OfEveryone
  ${If} $Everyone = 1
    ${NSD_Check} $OfEveryone
    ${NSD_SetFocus} $OfEveryone
  ${Else}
    ${NSD_Check} $0
    ${NSD_SetFocus} $0
  ${EndIf}
  ${NSD_CreateCheckBox} 0 52u 100% 12u "Put an icon on the &desktop"
  Pop $OfDesktop
  ${NSD_SetState} $OfDesktop $OnDesktop
  nsDialogs::Show
FunctionEnd

Function takeChoice
  ${NSD_GetState} $OfEveryone $Everyone
  ${NSD_GetState} $OfDesktop $OnDesktop
  Call useFolder
  Call isAdministrator
  Pop $0
  ${If} $Everyone = 1
  ${AndIf} $0 = 0
    Call goOnAsAdministrator
  ${EndIf}
FunctionEnd

; Windows asks; the rest of the pages are the other process's.
Function goOnAsAdministrator
  StrCpy $1 "/AllUsers /Chosen"
  ${If} $OnDesktop = 1
    StrCpy $1 "$1 /Desktop"
  ${EndIf}
  ${If} $Folder != ""
    StrCpy $1 "$1 /D=$Folder"
  ${EndIf}
  ClearErrors
  ExecShell "runas" "$EXEPATH" "$1"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONINFORMATION "Installing for everyone takes an administrator. You can install ${NAME} only for yourself instead."
    Abort
  ${EndIf}
  Quit
FunctionEnd

Section
  Call isAdministrator
  Pop $0
  ${If} $Everyone = 1
  ${AndIf} $0 = 0
    SetErrorLevel ${CODE_ADMINISTRATOR}
    Abort "Installing for everyone takes an administrator. Nothing was changed."
  ${EndIf}
  Call useContext
  Call waitForEnd
  ReadRegStr $R1 HKCU "${AUTOSTART}" "${NAME}"
  ReadRegStr $0 SHCTX "${ENTRY}" "InstallLocation"
  Call removeOld
  ${If} $Everyone = 1 ; what this person had alone would hide it
    ReadRegStr $0 HKCU "${ENTRY}" "InstallLocation"
    Call removeOld
    Call removeOldEntries
  ${EndIf}
  SetOutPath "$INSTDIR"
  !insertmacro PL_INSTALL_FILES
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  Call writeLinks
  Call writeEntry
  ${If} $R1 != "" ; it still starts with Windows, from where it is now
    WriteRegStr HKCU "${AUTOSTART}" "${NAME}" '"$INSTDIR\${PROGRAM}"'
  ${EndIf}
SectionEnd

; Removes the files of the version in the folder $0, by its own list of them.
Function removeOld
  ${If} $0 == ""
  ${OrIfNot} ${FileExists} "$0\${UNINSTALLER}"
    Return
  ${EndIf}
  DetailPrint "Removing the old version"
  SetOutPath "$TEMP" ; the old folder is nobody's place now
  ExecWait '"$0\${UNINSTALLER}" /S /Upgrade _?=$0' $1
  ${If} $1 <> 0
    SetErrorLevel $1
    Abort "The old version in $0 could not be removed. Quit ${NAME}, then try again."
  ${EndIf}
  Delete "$0\${UNINSTALLER}"
  RMDir "$0"
FunctionEnd

Function removeOldEntries
  SetShellVarContext current
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ${If} ${FileExists} "$DESKTOP\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
    StrCpy $OnDesktop 1
  ${EndIf}
  DeleteRegKey HKCU "${ENTRY}"
  Call useContext
FunctionEnd

Function writeLinks
  SetOutPath "$INSTDIR" ; where the links start the program
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${If} $OnDesktop = 1
  ${OrIf} ${FileExists} "$DESKTOP\${NAME}.lnk"
    CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${EndIf}
FunctionEnd

; What Windows lists under "Installed apps".
Function writeEntry
  WriteRegStr SHCTX "${ENTRY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${ENTRY}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${ENTRY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr SHCTX "${ENTRY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD SHCTX "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD SHCTX "${ENTRY}" "NoModify" 1
  WriteRegDWORD SHCTX "${ENTRY}" "NoRepair" 1
FunctionEnd

; By the Explorer, which has the person's rights, also when setup has an administrator's.
Function startProgram
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${PROGRAM}"'
FunctionEnd

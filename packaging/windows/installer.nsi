; plumber-leads-VERSION-setup.exe, and the uninstaller in it. Made by packaging/windows/make-installer, which defines
; VERSION, OUT, ICON, SIDE (the last page's picture), LICENSE, FILES (the list of files, as macros), SIZE (theirs in KB) and
; SIGN (a program that signs the uninstaller).
;
; Setup: /S silently, /CurrentUser or /AllUsers (as the installed version is, else the first), /DESKTOP with an icon on the
; desktop, /D=FOLDER last and without quotes. Uninstaller: /S silently, /REMOVESETTINGS. Exit codes besides NSIS's own
; (1 canceled, 2 failed): 3 the program is running, 4 an administrator is needed, 5 Windows is too old.
Target amd64-unicode ; 64-bit Windows alone, like the program
SetCompressor /SOLID lzma
SetDateSave off ; the same input gives the same bytes
AllowSkipFiles off
RequestExecutionLevel user ; asks for more only where it takes more
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true

!define NAME "Plumber Leads"
!define PROGRAM "plumber-leads.exe"
!define UNINSTALLER "uninstall.exe"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define AUTOSTART "Software\Microsoft\Windows\CurrentVersion\Run"
!define CODE_RUNNING 3
!define CODE_ADMINISTRATOR 4
!define CODE_WINDOWS 5

Name "${NAME}"
OutFile "${OUT}"
Icon "${ICON}"
UninstallIcon "${ICON}"
!uninstfinalize '"${SIGN}" "%1"' = 0
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey "CompanyName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Free software under the GNU General Public License, version 3 or later"
VIAddVersionKey "OriginalFilename" "plumber-leads-${VERSION}-setup.exe"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include "${FILES}"

Var Everyone ; 1: for everyone on this computer, 0: for this person
Var OnDesktop ; 1: with an icon on the desktop
Var Chosen ; 1: the person has answered the first pages, before an administrator confirmed
Var Folder ; what /D= says
Var Parameters

!include "${__FILEDIR__}\install.nsh"
!include "${__FILEDIR__}\uninstall.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_ABORTWARNING
!define MUI_ABORTWARNING_TEXT "${NAME} isn't installed yet. Quit Setup?"

!define MUI_PAGE_HEADER_TEXT "License"
!define MUI_PAGE_HEADER_SUBTEXT "${NAME} is free software. You may use, study, share and change it."
!define MUI_PAGE_CUSTOMFUNCTION_PRE skipIfChosen
!define MUI_LICENSEPAGE_TEXT_TOP "The license:"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "You don't have to accept the license to use ${NAME}. It matters when you give copies to others."
!define MUI_LICENSEPAGE_BUTTON "&Next >"
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
Page custom showChoice takeChoice
!define MUI_PAGE_HEADER_TEXT "Folder"
!define MUI_PAGE_HEADER_SUBTEXT "Where ${NAME} is installed."
!define MUI_DIRECTORYPAGE_TEXT_TOP "This folder is fine unless you want another one. Choose Install to start."
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${NAME} is installed"
!define MUI_FINISHPAGE_TEXT "You find it in the start menu. At the first start, type your office's server address and sign in."
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Start ${NAME}"
!define MUI_FINISHPAGE_RUN_FUNCTION startProgram
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.showChoice un.takeChoice
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

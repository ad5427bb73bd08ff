; Inno Setup 6.4 or later, which has the Arabic texts: the installer for Windows out of the frozen program.
;   python packaging\freeze.py
;   iscc /DVersion=0.2.0 packaging\windows\liseuse.iss
; To sign, give iscc /Ssign=... and add SignTool=sign below; the key is the builder's.
#if Ver < EncodeVer(6, 4, 0)
  #error Inno Setup 6.4 or later is needed
#endif
#ifndef Version
  #error give /DVersion=...
#endif

[Setup]
AppId={{5E0B5C38-6B4B-4E0F-9D3A-6C1D9B1C7A52}
AppName=Liseuse
AppVersion={#Version}
AppPublisher=The Liseuse authors
VersionInfoVersion={#Version}
VersionInfoCompany=The Liseuse authors
DefaultDirName={autopf}\Liseuse
DefaultGroupName=Liseuse
DisableProgramGroupPage=yes
; Nothing needs an administrator: without one it goes to the reader's own programs.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=Liseuse-{#Version}-windows-x64
SetupIconFile=build\package\icons\liseuse.ico
UninstallDisplayIcon={app}\liseuse-window.exe
; For information: the GPL asks nobody to agree before using a program.
InfoBeforeFile=LICENSE
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
; Held by the open window (reader/app.py): nothing is replaced or removed under it.
AppMutex=org.liseuse.liseuse

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "ar"; MessagesFile: "compiler:Languages\Arabic.isl"

[Files]
Source: "build\package\liseuse\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[InstallDelete]
; Modules of an earlier version must not be found beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Liseuse"; Filename: "{app}\liseuse-window.exe"; AppUserModelID: "org.liseuse.liseuse"
Name: "{autodesktop}\Liseuse"; Filename: "{app}\liseuse-window.exe"; Tasks: desktopicon

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Registry]
Root: HKA; Subkey: "Software\Classes\liseuse"; ValueType: string; ValueData: "URL:Liseuse"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\liseuse"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\liseuse\shell\open\command"; ValueType: string; ValueData: """{app}\liseuse-window.exe"" open ""%1"""
Root: HKA; Subkey: "Software\Classes\.argosmodel"; ValueType: string; ValueData: "Liseuse.Model"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Liseuse.Model"; ValueType: string; ValueData: "Argos Translate model"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Liseuse.Model\shell\open\command"; ValueType: string; ValueData: """{app}\liseuse-window.exe"" open ""%1"""
; Offered for saved pages and link files, never taken from the browser.
Root: HKA; Subkey: "Software\Classes\Applications\liseuse-window.exe\shell\open\command"; ValueType: string; ValueData: """{app}\liseuse-window.exe"" open ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\liseuse-window.exe\SupportedTypes"; ValueType: string; ValueName: ".html"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\liseuse-window.exe\SupportedTypes"; ValueType: string; ValueName: ".mhtml"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\liseuse-window.exe\SupportedTypes"; ValueType: string; ValueName: ".url"; ValueData: ""

[Run]
Filename: "{app}\liseuse-window.exe"; Description: "{cm:LaunchProgram,Liseuse}"; Flags: nowait postinstall skipifsilent

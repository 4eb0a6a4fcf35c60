# On Windows: builds the desktop with Visual Studio and what packaging/vcpkg/vcpkg.json pins, and makes
# build/msvc/packages/plumber-leads-VERSION-msvc.zip, which brings Qt along (windeployqt, when it is installed) and needs no
# installing. Needs Visual Studio 2022 with C++, CMake, git and Chocolatey.
#
# Signed if these variables are there:
#   WINDOWS_SIGNING_CERTIFICATE  File: the code signing certificate with its key (.pfx), as base64
#   WINDOWS_SIGNING_PASSWORD     that file's password
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")
$build = Join-Path $PWD "build/msvc"
$image = Join-Path $build "image"
$triplet = "x64-windows"

# PowerShell goes on after a program that failed.
function Invoke-Program([string] $program) {
    & $program @args
    if ($LASTEXITCODE -ne 0) { throw "$program ended with $LASTEXITCODE." }
}

function Get-Tools {
    if (-not (Get-Command rsvg-convert -ErrorAction SilentlyContinue)) { Invoke-Program choco install -y --no-progress rsvg-convert }
    if (-not (Get-Command python -ErrorAction SilentlyContinue)) { Invoke-Program choco install -y --no-progress python3 }
    if ($env:VCPKG_ROOT) { return }
    $env:VCPKG_ROOT = Join-Path $PWD "build/vcpkg"
    if (-not (Test-Path $env:VCPKG_ROOT)) { Invoke-Program git clone --quiet https://github.com/microsoft/vcpkg $env:VCPKG_ROOT }
    Invoke-Program (Join-Path $env:VCPKG_ROOT "bootstrap-vcpkg.bat") -disableMetrics
}

function Build-Desktop {
    if ($env:VCPKG_DEFAULT_BINARY_CACHE) { New-Item -ItemType Directory -Force $env:VCPKG_DEFAULT_BINARY_CACHE | Out-Null }
    Invoke-Program cmake -S . -B $build -G "Visual Studio 17 2022" -A x64 "-DPL_SERVER=OFF" "-DPL_TESTS=OFF" `
        "-DCMAKE_TOOLCHAIN_FILE=$env:VCPKG_ROOT/scripts/buildsystems/vcpkg.cmake" "-DVCPKG_TARGET_TRIPLET=$triplet" `
        "-DVCPKG_MANIFEST_DIR=$PWD/packaging/vcpkg"
    Invoke-Program cmake --build $build --config Release --target plumber-leads --parallel
    if (Test-Path $image) { Remove-Item -Recurse -Force $image }
    Invoke-Program cmake --install $build --config Release --component desktop --prefix $image
    # What vcpkg built besides Qt: phone numbers, workbooks, the keychain.
    Copy-Item (Join-Path $build "vcpkg_installed/$triplet/bin/*.dll") (Join-Path $image "bin") -Exclude "Qt6*"
}

# The password goes to the system's store, not to a command line, and the certificate leaves it when the file is signed.
function Protect-Program([string] $program) {
    if (-not $env:WINDOWS_SIGNING_CERTIFICATE) { Write-Output "No WINDOWS_SIGNING_CERTIFICATE: Windows will warn of this build."; return }
    $pfx = Join-Path $build "signing.pfx"
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String((Get-Content -Raw $env:WINDOWS_SIGNING_CERTIFICATE)))
    $password = ConvertTo-SecureString $env:WINDOWS_SIGNING_PASSWORD -AsPlainText -Force
    $certificate = Import-PfxCertificate -FilePath $pfx -CertStoreLocation Cert:\CurrentUser\My -Password $password
    try {
        $signtool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" | Select-Object -Last 1
        Invoke-Program $signtool.FullName sign /sha1 $certificate.Thumbprint /fd sha256 /td sha256 /tr http://timestamp.digicert.com $program
    } finally {
        Remove-Item $pfx, "Cert:\CurrentUser\My\$($certificate.Thumbprint)"
    }
}

Get-Tools
Build-Desktop
Protect-Program (Join-Path $image "bin/plumber-leads.exe")
$version = (Select-String -Path (Join-Path $build "CMakeCache.txt") -Pattern "^CMAKE_PROJECT_VERSION:STATIC=(.*)").Matches[0].Groups[1].Value
New-Item -ItemType Directory -Force (Join-Path $build "packages") | Out-Null
$zip = Join-Path $build "packages/plumber-leads-$version-msvc.zip"
Compress-Archive -Force -Path (Join-Path $image "*") -DestinationPath $zip
Write-Output $zip

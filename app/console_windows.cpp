#include "app/console.h"

#include <QByteArray>

#include <fcntl.h>
#include <io.h>
#include <windows.h>

// For Windows. A shell doesn't wait for a program with windows, so what is printed can follow its next prompt.

namespace pl::app {
namespace {

constexpr int kMaxInput = 64 * 1024; ///< bytes of a line
constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

/// Without a pipe, a file or a console, there is nothing behind the handle.
bool leadsSomewhere(DWORD stream)
{
    const HANDLE handle = ::GetStdHandle(stream);
    return handle && handle != INVALID_HANDLE_VALUE && ::GetFileType(handle) != FILE_TYPE_UNKNOWN;
}

HANDLE handleOf(std::FILE *stream)
{
    const int descriptor = ::_fileno(stream);
    return descriptor < 0 ? INVALID_HANDLE_VALUE : reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor));
}

bool isConsole(HANDLE handle)
{
    DWORD mode = 0;
    return handle != INVALID_HANDLE_VALUE && ::GetConsoleMode(handle, &mode);
}

QString lineOfConsole(HANDLE console)
{
    wchar_t line[1024];
    DWORD size = 0;
    if (!::ReadConsoleW(console, line, static_cast<DWORD>(std::size(line)), &size, nullptr))
        return {};
    return QString::fromWCharArray(line, static_cast<int>(size));
}

QString lineOfPipe()
{
    QByteArray line;
    for (int c = std::fgetc(stdin); c != EOF && c != '\n' && line.size() < kMaxInput; c = std::fgetc(stdin))
        line += static_cast<char>(c);
    return QString::fromUtf8(line.startsWith(kByteOrderMark) ? line.sliced(qstrlen(kByteOrderMark)) : line);
}

/// A password can begin or end with blanks; a line ends with these.
QString withoutEnd(QString line)
{
    while (line.endsWith(QLatin1Char('\n')) || line.endsWith(QLatin1Char('\r')))
        line.chop(1);
    return line;
}

} // namespace

void attachConsole()
{
    const bool hasInput = leadsSomewhere(STD_INPUT_HANDLE);
    const bool hasOutput = leadsSomewhere(STD_OUTPUT_HANDLE);
    const bool hasErrors = leadsSomewhere(STD_ERROR_HANDLE);
    if ((hasInput && hasOutput && hasErrors) || !::AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    std::FILE *opened = nullptr;
    if (!hasInput)
        ::freopen_s(&opened, "CONIN$", "r", stdin);
    if (!hasOutput)
        ::freopen_s(&opened, "CONOUT$", "w", stdout);
    if (!hasErrors)
        ::freopen_s(&opened, "CONOUT$", "w", stderr);
}

void printLine(std::FILE *where, const QString &text)
{
    const HANDLE handle = handleOf(where);
    if (isConsole(handle)) {
        const std::wstring line = (text + QStringLiteral("\r\n")).toStdWString();
        ::WriteConsoleW(handle, line.data(), static_cast<DWORD>(line.size()), nullptr, nullptr);
        return;
    }
    const QByteArray line = text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), where);
    std::fflush(where);
}

QString firstLineOfInput()
{
    const HANDLE input = handleOf(stdin);
    if (isConsole(input))
        return withoutEnd(lineOfConsole(input));
    ::_setmode(::_fileno(stdin), _O_BINARY);
    return withoutEnd(lineOfPipe());
}

} // namespace pl::app

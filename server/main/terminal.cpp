#include "server/main/terminal.h"

#include "server/main/passwords.h"

#include <cstdio>

namespace pl {

QString askOnTerminal(const QString &question)
{
    std::fputs(qPrintable(question), stderr);
    std::fflush(stderr);
    return readSecret(); // any line
}

} // namespace pl

#include "app/console.h"

#include <QTextStream>

// For systems on which every program has its terminal's streams.

namespace pl::app {

void attachConsole() {}

void printLine(std::FILE *where, const QString &text)
{
    QTextStream(where) << text << Qt::endl;
}

QString firstLineOfInput()
{
    QTextStream input(stdin);
    return input.readLine();
}

} // namespace pl::app

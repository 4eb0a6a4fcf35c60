#include "server/main/commands/program.h"

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("plumber-leads-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PL_VERSION));
    return pl::runProgram(application);
}

#include "server/main/commands/movereport.h"

#include "server/main/commands/storecommand.h"

namespace pl {

using move::Comparison;
using move::MoveProgress;
using move::MoveTable;
using move::TableState;

namespace {

QString sameWord(bool isSame)
{
    return isSame ? QStringLiteral("yes") : QStringLiteral("NO");
}

void addSums(QList<QStringList> &lines, const Comparison &comparison)
{
    const QList<qsizetype> places = comparison.table->centColumns();
    for (qsizetype i = 0; i < places.size(); ++i) {
        const qint64 here = comparison.here.cents.at(i);
        const qint64 there = comparison.there.cents.at(i);
        lines.append({QStringLiteral("  sum of %1").arg(comparison.table->columns.at(places.at(i)).target),
                      QString::number(here), QString::number(there), sameWord(here == there)});
    }
}

QByteArray journalText(qint64 waiting)
{
    return waiting == 0 ? QByteArray()
                        : QStringLiteral("%1 journal entries wait. They stay in the data folder; the server forwards "
                                         "them to the project once it is started again.\n")
                              .arg(waiting)
                              .toUtf8();
}

} // namespace

QByteArray movePlanText(const QList<MoveTable> &tables, const QList<TableState> &here, const MoveProgress &progress,
                        qint64 waiting)
{
    QList<QStringList> lines{{QStringLiteral("TABLE"), QStringLiteral("HERE"), QStringLiteral("THERE")}};
    for (qsizetype i = 0; i < tables.size(); ++i)
        lines.append({tables.at(i).name, QString::number(here.at(i).rows),
                      QString::number(progress.steps.value(tables.at(i).name).rows)});
    return printedTable(lines) + journalText(waiting);
}

QByteArray comparisonText(const QList<Comparison> &comparisons)
{
    QList<QStringList> lines{
        {QStringLiteral("TABLE"), QStringLiteral("HERE"), QStringLiteral("THERE"), QStringLiteral("SAME")}};
    for (const Comparison &comparison : comparisons) {
        lines.append({comparison.table->name, QString::number(comparison.here.rows),
                      QString::number(comparison.there.rows), sameWord(comparison.here == comparison.there)});
        addSums(lines, comparison);
    }
    return printedTable(lines);
}

QStringList differingTables(const QList<Comparison> &comparisons)
{
    QStringList names;
    for (const Comparison &comparison : comparisons)
        if (comparison.here != comparison.there)
            names += comparison.table->name;
    return names;
}

QByteArray afterMoveText(qint64 waiting, const QString &databaseFile)
{
    return QByteArray(
               "The office is in the project. Next:\n"
               "1. Set SUPABASE_URL, SUPABASE_KEY and SUPABASE_SERVICE_KEY in the server's settings (with the\n"
               "   Debian package: /etc/plumber-leads/plumber-leads-server.env).\n"
               "2. Start the server. Keep its data folder: the journal and the secrets of links are still used.\n"
               "3. People close their windows, start them again and sign in with the same password. The window\n"
               "   gets the project's address from the server.\n") +
           journalText(waiting) + "The embedded database stays as it was: " + databaseFile.toUtf8() + '\n';
}

} // namespace pl

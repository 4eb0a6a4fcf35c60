#include "ui/customer/erasingwords.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct ErasingWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ErasingWords)
};

} // namespace

QStringList erasingLines(const replica::ErasingCounts &counts)
{
    QStringList lines;
    const auto add = [&lines](qint64 count, const QString &words) {
        if (count > 0)
            lines += words;
    };
    const auto many = [](qint64 count) { return static_cast<int>(count); };
    add(counts.leads, ErasingWords::tr("Name, contact, address, description and answers of %Ln lead(s)", nullptr,
                                       many(counts.leads)));
    add(counts.events, ErasingWords::tr("The words of %Ln line(s) of the history", nullptr, many(counts.events)));
    add(counts.messages, ErasingWords::tr("Recipient and words of %Ln message(s)", nullptr, many(counts.messages)));
    add(counts.replies, ErasingWords::tr("%Ln answer(s) by text message", nullptr, many(counts.replies)));
    add(counts.bodies, ErasingWords::tr("%Ln original(s) from sources", nullptr, many(counts.bodies)));
    add(counts.imports, ErasingWords::tr("%Ln row(s) kept for undoing imports", nullptr, many(counts.imports)));
    add(counts.journal, ErasingWords::tr("%Ln record(s) in the server's journal", nullptr, many(counts.journal)));
    add(counts.exports, ErasingWords::tr("%Ln export(s) in the server's folder", nullptr, many(counts.exports)));
    return lines;
}

QStringList stayingLines(const replica::ErasingCounts &counts)
{
    QStringList lines{ErasingWords::tr("Amounts, counts and times: what plumbers paid, and when"),
                      ErasingWords::tr("That there was a lead, and each line of its history without its words; the "
                                       "chain stays unbroken"),
                      ErasingWords::tr("That the customer agreed, and when")};
    if (counts.optOuts > 0)
        lines +=
            ErasingWords::tr("%Ln mark(s) of what the person said no to, as a hash that counts if they write again",
                             nullptr, static_cast<int>(counts.optOuts));
    if (counts.openCharges > 0)
        lines += ErasingWords::tr("%Ln charge(s) under way: erasing stops no charge", nullptr,
                                  static_cast<int>(counts.openCharges));
    if (counts.disputes > 0)
        lines += ErasingWords::tr("%Ln dispute(s) with a bank: make a proof pack first, there is none afterwards",
                                  nullptr, static_cast<int>(counts.disputes));
    if (!counts.backups.isEmpty())
        lines += ErasingWords::tr("%Ln backup(s) on the server; old ones go by and by", nullptr,
                                  static_cast<int>(counts.backups.size()));
    if (!counts.files.isEmpty())
        lines += ErasingWords::tr("Files on the server that somebody must look at: %1")
                     .arg(counts.files.join(QStringLiteral(", ")));
    return lines;
}

} // namespace pl::ui

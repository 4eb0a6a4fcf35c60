#include "ui/plumbers/plumberhistorylist.h"

#include "models/base/onresult.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

namespace pl::ui {
namespace {

constexpr int kHistoryLines = 30;

} // namespace

PlumberHistoryList::PlumberHistoryList(OfficeContext &context, QWidget *parent)
    : MomentList(QStringLiteral("plumberHistory"), parent), m_context(context)
{
    connect(&context.replica, &replica::OfficeReplica::plumbersChanged, this, [this](const QList<Plumber> &plumbers) {
        if (std::any_of(plumbers.begin(), plumbers.end(),
                        [this](const Plumber &plumber) { return plumber.id == subject(); }))
            reloadSoon();
    });
}

void PlumberHistoryList::forget()
{
    m_lines.clear();
    removeLines();
}

void PlumberHistoryList::reload()
{
    if (subject().isNull() || !m_context.plumberHistory)
        return;
    onResult(this, m_context.plumberHistory(subject(), kHistoryLines),
             [this, asked = subject()](const Result<QList<PlumberMoment>> &lines) {
                 if (asked == subject())
                     take(lines);
             });
}

void PlumberHistoryList::take(const Result<QList<PlumberMoment>> &lines)
{
    if (!lines) {
        if (m_lines.isEmpty())
            say(failureText(tr("The history could not be loaded"), lines.error()));
        return;
    }
    say(lines->isEmpty() ? tr("Nothing has happened yet.") : QString());
    QList<PlumberMoment> sorted = *lines;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const PlumberMoment &a, const PlumberMoment &b) { return a.at < b.at; });
    if (sorted == m_lines)
        return;
    m_lines = sorted;
    removeLines();
    int row = 1;
    for (const PlumberMoment &line : std::as_const(m_lines))
        addLine(row++, momentText(line.at, m_context.clock()), line.sentence);
}

} // namespace pl::ui

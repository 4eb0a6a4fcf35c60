#include "ui/dashboard/dashboardbar.h"
#include "ui/dashboard/dashboardcard.h"
#include "ui/dashboard/dashboardview.h"
#include "ui/dashboard/dashboardwords.h"
#include "ui/dashboard/ranklist.h"
#include "ui/words/billingwords.h"
#include "ui/words/errortext.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QHeaderView>
#include <QTableWidget>

// Puts the numbers into the dashboard's cards and lists; dashboardcharts.cpp has the charts.

namespace pl::ui {
void DashboardView::present()
{
    if (!stats())
        return showState();
    m_bar->setToday(m_data->today());
    showCards();
    showDays();
    showTimes();
    showPlumbers();
    showServices();
    showAges();
    if (m_context.billing) {
        showMoneyCards();
        showMonths();
        showSources();
        showSourceTable();
    }
    showState();
}

QString DashboardView::moneyOf(qint64 cents) const
{
    return moneyText(cents, stats()->query.currency);
}

void DashboardView::showCards()
{
    const stats::LeadStats &all = *stats();
    m_cards.at(0)->present(numberText(all.now.leads), comparedText(all.now.leads, all.before.leads, all.query.range));
    m_cards.at(1)->present(percentText(all.now.inTime, all.now.judged, 1), pointsText(all.now, all.before));
    const stats::Spread &times = all.now.toAssign;
    m_cards.at(2)->present(times.median ? spanText(*times.median) : QStringLiteral("\u2013"),
                           times.p90 ? tr("90 % within %1", "a length of time").arg(spanText(*times.p90)) : QString());
    const stats::Answers &answers = all.answers;
    const QString silent =
        tr("%1 declined, %2 silent", "two percentages")
            .arg(percentText(answers.declined, answers.answered()), percentText(answers.silent, answers.answered()));
    m_cards.at(3)->present(percentText(answers.accepted, answers.answered()),
                           answers.answered() > 0 ? silent : QString());
}

void DashboardView::showMoneyCards()
{
    const stats::LeadStats &all = *stats();
    if (!m_data->hasMoney()) {
        m_cards.at(4)->present(QStringLiteral("\u2026"), tr("loading payments"));
        m_cards.at(5)->present(QStringLiteral("\u2026"), tr("loading payments"));
        return;
    }
    QString line = tr("after %1 refunded", "an amount").arg(moneyOf(all.now.refundedCents));
    if (all.foreignPayments > 0)
        line = tr("without %n payment(s) in other currencies", nullptr, all.foreignPayments);
    m_cards.at(4)->present(moneyOf(all.now.paidCents), line);
    m_cards.at(5)->present(moneyOf(all.now.marginCents()),
                           tr("after %1 for leads", "an amount").arg(moneyOf(all.now.costCents)));
}

void DashboardView::showSources()
{
    QList<RankList::Row> rows;
    int most = 1;
    for (const stats::SourceStats &source : stats()->sources)
        most = std::max(most, source.received);
    for (const stats::SourceStats &source : stats()->sources) {
        const QString margin =
            source.received > 0 && m_data->hasMoney() ? moneyOf(source.marginOfOne()) : QStringLiteral("\u2013");
        rows += {sourceName(source.source), double(source.received) / most, margin,
                 tr("%1: %2, margin a lead %3").arg(sourceName(source.source), leadsText(source.received), margin)};
    }
    m_bySource->present(rows);
}

void DashboardView::showSourceTable()
{
    const QStringList heads{tr("Source"), tr("Received"), tr("Duplicates"), tr("Invalid"), tr("To sort now"),
                            tr("Cost"),   tr("Revenue"),  tr("Refunded"),   tr("Margin")};
    m_sourceTable->setColumnCount(static_cast<int>(heads.size()));
    m_sourceTable->setHorizontalHeaderLabels(heads);
    m_sourceTable->setRowCount(static_cast<int>(stats()->sources.size()));
    const auto money = [this](qint64 cents) { return m_data->hasMoney() ? moneyOf(cents) : QStringLiteral("\u2026"); };
    int row = 0;
    for (const stats::SourceStats &source : stats()->sources) {
        const QStringList cells{sourceName(source.source),  numberText(source.received), numberText(source.duplicates),
                                numberText(source.invalid), numberText(source.toSort),   money(source.costCents),
                                money(source.paidCents),    money(source.refundedCents), money(source.marginCents())};
        for (int column = 0; column < cells.size(); ++column) {
            auto *cell = new QTableWidgetItem(cells.at(column));
            cell->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            m_sourceTable->setItem(row, column, cell);
        }
        ++row;
    }
    QHeaderView *header = m_sourceTable->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    const int rowHeight = m_sourceTable->verticalHeader()->defaultSectionSize();
    m_sourceTable->setFixedHeight(header->sizeHint().height() + rowHeight * std::clamp(row, 1, 12) + 2);
}

void DashboardView::showPlumbers()
{
    QList<RankList::Row> rows;
    for (const stats::PlumberAnswers &plumber : stats()->plumbers) {
        const stats::Answers &answers = plumber.answers;
        rows += {plumberName(plumber.plumber), double(answers.accepted) / std::max(1, answers.answered()),
                 percentText(answers.accepted, answers.answered()),
                 tr("%1: %2", "a plumber, the answers").arg(plumberName(plumber.plumber), answersText(answers))};
    }
    m_byPlumber->present(rows);
    QString line = tr("accepted, of what they answered");
    if (m_data->answersFailure())
        line = failureText(tr("The answers could not be loaded"), *m_data->answersFailure());
    else if (const auto cut = m_data->answersCutAt())
        line = tr("accepted, of what they answered since %1").arg(dayText(m_data->dayOf(*cut), m_data->today()));
    for (DashboardCard *card : std::as_const(m_right))
        if (card->isAncestorOf(m_byPlumber))
            card->setLine(line);
}

void DashboardView::showServices()
{
    QList<RankList::Row> rows;
    const int most = stats()->services.isEmpty() ? 1 : stats()->services.first().leads;
    for (const stats::ServiceLeads &one : stats()->services)
        rows += {serviceText(one.service), double(one.leads) / most, numberText(one.leads),
                 tr("%1: %2", "a service, leads").arg(serviceText(one.service), leadsText(one.leads))};
    m_byService->present(rows);
}

void DashboardView::showAges()
{
    const auto sumOf = [](const stats::ByUrgency &counts) { return counts[0] + counts[1] + counts[2]; };
    int most = 1;
    for (const stats::ByUrgency &counts : stats()->ages)
        most = std::max(most, sumOf(counts));
    QList<RankList::Row> rows;
    int age = 0;
    for (const stats::ByUrgency &counts : stats()->ages) {
        const int sum = sumOf(counts);
        rows +=
            {ageText(age), double(sum) / most, numberText(sum),
             tr("%1: %2 (%3)", "an age, leads, by urgency").arg(ageText(age), leadsText(sum), urgenciesText(counts))};
        ++age;
    }
    m_byAge->present(rows);
}

} // namespace pl::ui

#pragma once

#include "models/stats/leadstats.h"
#include "ui/office/officecontext.h"

namespace pl::ui {

/// The dashboard's numbers: counts the office's rows on a worker thread whenever they or the choice change, at most
/// once a second, and only while somebody looks. Lives on the GUI thread.
class DashboardData : public QObject
{
    Q_OBJECT

public:
    /// `context`, which has a dashboard, must outlive it.
    explicit DashboardData(OfficeContext &context, QObject *parent = nullptr);

    /// What is counted. The rules, costs and the time come from the context.
    void choose(const stats::DayRange &range, const QSet<QUuid> &sources, const QStringList &services);
    /// While it isn't shown, nothing is counted.
    void setShown(bool shown);
    /// The newest numbers; nothing before the first ones.
    const std::optional<stats::LeadStats> &stats() const { return m_stats; }
    /// Whether payments and sources are all there: only then are sums of money right. False for staff.
    bool hasMoney() const;
    /// Why the plumbers' answers couldn't be read; nothing when they could.
    const std::optional<Error> &answersFailure() const { return m_answersFailure; }
    /// The answers are known from then on, when that is after the range's first moment.
    std::optional<Timestamp> answersCutAt() const;
    /// The office's day then, and now.
    QDate dayOf(Timestamp at) const;
    QDate today() const { return dayOf(m_context.clock()); }

Q_SIGNALS:
    void changed();

private:
    void follow();
    void recount();
    void factsRead(const Result<std::shared_ptr<stats::FactBook>> &facts);
    void takeLeads(const QList<Lead> &leads);
    void takePayments(const QList<Payment> &payments);
    void countSoon();
    void count();
    void readAnswers();
    stats::StatsQuery query() const;

    OfficeContext &m_context;
    stats::FactBook m_facts;
    stats::DayRange m_range;
    QSet<QUuid> m_sources;
    QStringList m_services;
    std::optional<stats::LeadStats> m_stats;
    std::optional<Error> m_answersFailure;
    QTimer m_soon;
    QTimer m_minute; ///< leads grow older without any news
    bool m_isShown = false;
    bool m_isFollowing = false;
    bool m_isCounting = false;
    bool m_countAgain = false;
    int m_reading = 0; ///< counts readings of all leads; the newest one counts
    bool m_isReading = false;
    QList<Lead> m_meanwhile; ///< leads that changed while all are read
    QList<Payment> m_paidMeanwhile;
    int m_generation = 0; ///< of the office: another one after signing out
};

} // namespace pl::ui

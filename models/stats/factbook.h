#pragma once

#include "models/domain/lead.h"
#include "models/domain/paymenttotals.h"
#include "models/stats/offerbook.h"

#include <QHash>

namespace pl::stats {

/// What is counted of a lead. Sources, services and plumbers are places in the lists of StatsFacts; -1: none. Times are
/// microseconds, as in Timestamp.
struct LeadFact
{
    qint64 createdAt = 0;
    std::optional<qint64> assignedAt;
    std::optional<qint64> costCents; ///< what the source said it charged
    int source = -1;
    int service = -1;
    int plumber = -1;
    Urgency urgency = Urgency::Week;
    LeadStatus status = LeadStatus::New;
    bool isInvalid = false;
    bool isDuplicate = false;
    bool isTest = false;
    bool isImported = false; ///< nobody here was timed when it was assigned
    bool isGone = false;     ///< it is no lead of the office any more

    bool operator==(const LeadFact &) const = default;
    /// How long it waited for its plumber; nothing while it waits, and of imported leads.
    std::optional<qint64> secondsToAssign() const;
};

/// What is counted of a payment.
struct PaymentFact
{
    qint64 createdAt = 0;
    qint64 amountCents = 0;
    qint64 refundedCents = 0;
    QUuid leadId;
    int lead = -1;     ///< -1: not known
    int currency = -1; ///< of StatsFacts::currencies
    PaymentStatus status = PaymentStatus::Pending;

    bool operator==(const PaymentFact &) const = default;
    /// What was charged and kept: the rule of PaymentTotals::paid.
    qint64 keptCents() const;
};

/// What is counted of an offer.
struct OfferFact
{
    qint64 at = 0;
    int lead = -1;
    int plumber = -1;
    OfferEnd end = OfferEnd::Waiting;
};

/// All that the numbers of the dashboard are made of: small, without ids and texts of each lead, so that a worker
/// thread is given a copy for nothing.
struct StatsFacts
{
    QList<LeadFact> leads;
    QList<PaymentFact> payments;
    QList<OfferFact> offers;
    QList<QUuid> sources;
    QList<QUuid> plumbers;
    QStringList services;
    QStringList currencies;
};

/// Keeps StatsFacts up to date from rows as they come and change. A payment may come before its lead.
class FactBook
{
public:
    void take(const Lead &lead);
    /// The lead is no longer the office's.
    void drop(const QUuid &leadId);
    void take(const Payment &payment) { take(payment.id, payment.leadId, payment.createdAt, payment); }
    /// What counts of one.
    void take(const QUuid &payment, const QUuid &leadId, Timestamp createdAt, const PaymentShare &share);
    /// Instead of the ones before.
    void setOffers(const QList<Offer> &offers);
    void clear() { *this = {}; }

    /// Without those that were dropped.
    qsizetype leadCount() const { return m_facts.leads.size() - m_gone; }
    const StatsFacts &facts() const { return m_facts; }

private:
    template <class T>
    static int placeOf(const T &value, QList<T> &all, QHash<T, int> &places);
    LeadFact factOf(const Lead &lead);

    StatsFacts m_facts;
    QHash<QUuid, int> m_leads; ///< places in m_facts, like the others
    QHash<QUuid, int> m_payments;
    QHash<QUuid, int> m_sources;
    QHash<QUuid, int> m_plumbers;
    QHash<QString, int> m_services;
    QHash<QString, int> m_currencies;
    QMultiHash<QUuid, int> m_early; ///< payments that wait for this lead
    qsizetype m_gone = 0;
};

} // namespace pl::stats

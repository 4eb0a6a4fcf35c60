#pragma once

#include "server/billing/chargecall.h"
#include "server/billing/difference.h"

namespace pl::billing {

/// What a comparison has found, and what of it could be put right.
struct Reconciliation
{
    QList<Difference> left;
    QList<Difference> fixed;
};

/// Reads all of Stripe's objects and the office's rows, page by page, and lists every difference. What is left over
/// stands in `billing_exceptions`, once each, until somebody settles it.
class Reconciler : public Call<Reconciliation>
{
public:
    /// `since`: what was made before is left out. `fix`: rows follow Stripe where that is all it takes.
    Reconciler(MoneyTools &tools, Timestamp since, bool fix, QObject *parent);

private:
    void run() override;
    void readIntents();
    void readDisputes();
    void readCustomers();
    void readPlumbers(const QString &after = {});
    void readRows(Timestamp since);
    void readRow(const QStringList &missing);
    void compare();
    void fixNext();
    void fix(const Difference &difference);
    void onFixed(const Difference &difference, bool isFixed);
    void saveExceptions();

    MoneyTools &m_tools;
    const Timestamp m_since;
    const bool m_fix;
    QList<nlohmann::json> m_intents;
    QHash<QString, nlohmann::json> m_disputes; ///< by intent
    Books m_books;
    QList<Difference> m_waiting;
    Reconciliation m_outcome;
};

} // namespace pl::billing

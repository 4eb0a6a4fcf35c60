#pragma once

#include "server/billing/chargecall.h"
#include "server/billing/difference.h"

namespace pl::billing {

/// The result of a comparison: what was found and what was fixed.
struct Reconciliation
{
    QList<Difference> left;
    QList<Difference> fixed;
};

/// Reads all of Stripe's objects and the office's rows, page by page, and lists every difference. Unfixed ones are
/// recorded in `billing_exceptions`, once each, until someone settles them.
class Reconciler : public Call<Reconciliation>
{
public:
    /// `since`: skips anything created earlier. `fix`: updates rows from Stripe where that is enough.
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

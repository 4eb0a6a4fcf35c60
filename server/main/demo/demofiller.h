#pragma once

#include "models/supabase/restclient.h"
#include "server/main/demo/demogenerator.h"
#include "server/main/demo/demohistory.h"
#include "server/main/demo/steps.h"

#include <QHash>

namespace pl::demo {

/// Fills a store with sample services, plumbers, and leads, in batches of 1,000 leads. Messages about sample leads are
/// marked as skipped right away, or as sent long ago, so that nothing goes out.
class DemoFiller : public QObject
{
    Q_OBJECT
public:
    /// `rest` must outlive this.
    explicit DemoFiller(supabase::RestClient &rest, QObject *parent = nullptr);

    /// Call once. `sources`: where the leads came from. With `history`, some leads are a few minutes old, histories
    /// have the leads' dates, and most payments are paid and messages sent: slower, for stores that people look at.
    QFuture<Result<>> fill(int leads, const QList<QUuid> &sources, bool history);
    /// Its dates, to be written once everything is there.
    DemoHistory &history() { return m_history; }

private:
    using Answer = QFuture<Result<nlohmann::json>>;
    Answer insertLeads(int count, int fresh, const QList<QUuid> &sources, bool history);
    Answer skipNotifications(const char *recipientPattern);
    /// When the lead was assigned; empty if it never was.
    std::optional<Timestamp> dateHistory(const nlohmann::json &row);
    void settleMessages(const QHash<QString, Timestamp> &assigned);
    void addMessages(const QString &lead, const char *channel, nlohmann::json changes, Timestamp at);
    void settlePayments(const nlohmann::json &payments, const QHash<QString, Timestamp> &assigned);

    supabase::RestClient &m_rest;
    const Timestamp m_now = Timestamp::now();
    DemoGenerator m_generator;
    DemoHistory m_history;
    Steps m_steps;
};

} // namespace pl::demo

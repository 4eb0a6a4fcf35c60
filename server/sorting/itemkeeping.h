#pragma once

#include "models/base/call.h"
#include "models/supabase/settingsstore.h"
#include "server/sorting/sourcebook.h"

#include <QTimer>

#include <functional>

namespace pl::sorting {

/// Erases what sources sent when it was kept long enough: as many days as the office's keeping times say, or, in a
/// store that has none, the setting `intake_keep_days`, else 30. Once an hour. The item stays, without its body; if it
/// still waited, it is discarded.
class ItemKeeping : public QObject
{
    Q_OBJECT
public:
    static constexpr const char *kKeepDays = "intake_keep_days";
    static constexpr int kDefaultDays = 30;

    using Clock = std::function<Timestamp()>;
    /// Both must outlive this.
    ItemKeeping(supabase::RestClient &rest, SourceBook &book, Clock clock = Timestamp::now, QObject *parent = nullptr);

    /// Erases now and then every hour.
    void start();
    /// Erases now, unless it is doing so.
    void erase();

Q_SIGNALS:
    /// How many items were erased; or what the trouble was: the next hour does the rest.
    void erased(const pl::Result<int> &items);

private:
    void onDays(const Result<QHash<QString, supabase::Setting>> &settings);
    void eraseNext();
    void onItems(const nlohmann::json &rows);
    void write(const QStringList &ids, bool areOpen, const std::function<void()> &next);
    void end(const Result<int> &outcome);

    supabase::RestClient &m_rest;
    SourceBook &m_book;
    const Clock m_clock;
    QTimer m_timer;
    bool m_isErasing = false;
    Timestamp m_before;     // older ones are erased
    QList<QUuid> m_sources; // to be looked through
    QString m_note;
    int m_erased = 0;
    int m_missed = 0; // of the page: were settled meanwhile
};

} // namespace pl::sorting

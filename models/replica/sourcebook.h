#pragma once

#include "models/domain/leadsource.h"
#include "models/domain/sourcesilence.h"
#include "models/replica/sourcerules.h"
#include "models/supabase/officenews.h"

#include <QHash>

namespace pl::replica {

/// How much of what a source sent waits for somebody to sort it.
struct SourceItems
{
    int waiting = 0;
    int refused = 0; ///< of these: refused by the API, a form, or a limit

    bool operator==(const SourceItems &) const = default;
};

/// The office's sources for the admin who looks after them: their rows, and what the servers tell about them. Lives on
/// the GUI thread. Staff may not read sources: for them it stays empty.
class SourceBook : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive the book.
    explicit SourceBook(supabase::RestClient &client, QObject *parent = nullptr);

    /// From now on it reads again whenever there is news. `news` must outlive the book, and somebody must ask for it.
    void follow(supabase::OfficeNews &news);
    void load();
    bool isLoaded() const { return m_isLoaded; }
    /// Why the last reading failed; nothing when it didn't.
    const std::optional<Error> &failure() const { return m_failure; }

    const QHash<QUuid, LeadSource> &sources() const { return m_sources; }
    /// Null when it is not known. Valid until the event loop runs again.
    const LeadSource *source(const QUuid &id) const;
    SourceRules rules(const QUuid &id) const { return m_told.rules.value(id); }
    /// When its key was last used; to within a minute.
    std::optional<Timestamp> lastUse(const QUuid &id) const;
    /// Set while it sends far less than it usually does.
    std::optional<SourceSilence> silence(const QUuid &id) const;
    SourceItems items(const QUuid &id) const { return m_items.value(id); }
    /// Where the world reaches the server's pages, without a slash at the end; empty: only its own machine does.
    const QString &publicUrl() const { return m_told.publicUrl; }

    /// Puts what a write answered in, at once. An older version of a row is ignored.
    void apply(const LeadSource &source);
    void apply(const QUuid &id, const SourceRules &rules);

Q_SIGNALS:
    /// Also when nothing but failure() changed.
    void changed();

private:
    /// From rows of `settings`.
    struct Told
    {
        QHash<QUuid, SourceRules> rules;
        QHash<QUuid, Timestamp> uses;
        QHash<QUuid, SourceSilence> silences;
        QString publicUrl;
    };
    using Rows = std::function<void(const nlohmann::json &rows)>;
    void read(const supabase::Query &query, const QByteArray &key, const Rows &take);
    void readSettings();
    void readItems();
    void takeSources(const nlohmann::json &rows);
    static Told toldBy(const nlohmann::json &rows);
    void takeItems(const nlohmann::json &rows);
    void ended(const std::optional<Error> &failure);

    supabase::RestClient &m_client;
    QHash<QUuid, LeadSource> m_sources;
    Told m_told;
    QHash<QUuid, SourceItems> m_items;
    std::optional<Error> m_failure;
    bool m_isLoaded = false;
    bool m_isReading = false;
    bool m_readAgain = false; ///< news came while it was reading
};

} // namespace pl::replica

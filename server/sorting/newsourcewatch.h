#pragma once

#include "server/sorting/sourcebook.h"

#include <QTimer>

#include <functional>

namespace pl::sorting {

/// Watches sources that have not brought a lead yet, so that an admin hears of trouble while setting one up: what it
/// sends has to be sorted, or it has sent nothing for a day. There is one notice a source, which goes when the source
/// brings a lead, when it has nothing left to sort, or when it is switched off. A test is no lead.
class NewSourceWatch : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<Timestamp()>;
    /// Both must outlive this.
    NewSourceWatch(supabase::RestClient &rest, SourceBook &book, Clock clock = Timestamp::now,
                   QObject *parent = nullptr);

    static QString keyOf(const QUuid &source);

    /// Looks at all sources, now and then every hour.
    void start();
    void check();
    /// A source sent something that did not become a lead.
    void noteItem(const QUuid &source);
    /// A source brought a lead; not a test.
    void noteLead(const QUuid &source);

Q_SIGNALS:
    /// Admins should know this.
    void noticed(const QString &key, const QString &text);
    /// There is nothing to say about a source any more.
    void settled(const QString &key);

private:
    void look(const QUuid &source);
    void onLeads(const LeadSource &source, const nlohmann::json &rows);
    void onItems(const LeadSource &source, const nlohmann::json &rows);
    void end(const QUuid &source);

    supabase::RestClient &m_rest;
    SourceBook &m_book;
    const Clock m_clock;
    QTimer m_timer;
    QSet<QUuid> m_working; // have brought a lead
    QSet<QUuid> m_looking; // under way
    QSet<QUuid> m_again;   // are to be looked at once more
};

} // namespace pl::sorting

#pragma once

#include "server/embedded/embeddedsupabase.h"
#include "server/embedded/inprocesstransport.h"
#include "server/sorting/hookforwarder.h"
#include "server/sorting/leadsourceapi.h"
#include "server/sorting/retryworker.h"

#include <QTemporaryDir>

namespace pl::test {

/// The embedded store, with something in between that can be away, and that can lose answers.
class TroubledStore : public supabase::Transport
{
public:
    explicit TroubledStore(embedded::EmbeddedSupabase &supabase) : m_store(supabase) {}
    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override;

    bool isAway = false;
    Error trouble{ErrorCode::Unavailable,
                  QStringLiteral("The store can't be reached.")}; ///< what being away looks like
    int lostAnswers = 0;       ///< of the next writes: they have their effect all the same
    QByteArray refuses;        ///< refuses for good each insert of leads that holds this
    QByteArray refusesItems;   ///< the same for each change of items
    QList<QByteArray> written; ///< "POST /rest/v1/leads?…"

private:
    embedded::InProcessTransport m_store;
};

/// A maker that answers as it is told.
class ScriptedMaker : public sorting::LeadSourceApi
{
public:
    QFuture<Result<nlohmann::json>> fetch(const QString &service, const QString &id, const QByteArray &token) override;

    std::function<Result<nlohmann::json>(const QString &id)> answer;
    QStringList asked; ///< "meta 444 token"
};

/// A value as a test compares it: a text as it is, anything else as JSON.
QByteArray said(const nlohmann::json &value);

/// An office with the service "Drain Cleaning", a journal, and a server's clients of its store.
class SortingOffice
{
public:
    SortingOffice();

    QUuid addSource(const nlohmann::json &columns = nlohmann::json::object());
    void change(const QByteArray &table, const QUuid &id, const nlohmann::json &changes);
    void insert(const QByteArray &table, const nlohmann::json &row);
    /// An item that is to be tried again; further columns win.
    QUuid addItem(const QUuid &source, const nlohmann::json &body, const nlohmann::json &columns = {});
    /// As the route does: into the journal.
    bool post(const intake::HookEntry &entry);
    bool post(const QUuid &source, const nlohmann::json &body);

    nlohmann::json rows(const QByteArray &table, const QByteArray &columns = "*");
    nlohmann::json only(const QByteArray &table);
    qint64 waiting() { return inJournal(journal::EntryState::Waiting); }
    qint64 inJournal(journal::EntryState state);
    /// What the journal's files take on disk.
    qint64 journalBytes() const;

private:
    QTemporaryDir m_dir;

public:
    std::unique_ptr<embedded::EmbeddedSupabase> supabase;
    std::unique_ptr<TroubledStore> store;
    std::unique_ptr<supabase::KeyCredentials> key;
    std::unique_ptr<supabase::RestClient> rest; ///< does not retry by itself
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<sorting::SourceBook> book;
    ScriptedMaker maker;
};

} // namespace pl::test

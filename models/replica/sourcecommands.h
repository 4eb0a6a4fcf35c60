#pragma once

#include "models/replica/sourcebook.h"

#include <functional>

namespace pl::replica {

/// What a person wants a source to be.
struct SourceWish
{
    LeadSource row;
    SourceRules rules;
    QString signingSecret; ///< for the HMAC in a header; empty: as before
    QString accessToken;   ///< to fetch leads with; empty: as before

    bool operator==(const SourceWish &) const = default;
};

/// A source with a key that nobody can read again.
struct NewKey
{
    LeadSource source;
    QByteArray key;
    /// The key is good, but the limits or a secret were not kept, and why.
    std::optional<Error> unfinished = {};
};

/// What admins do to sources. Every write names the version it saw; Outdated when somebody was faster, and then the
/// book is reading already. Keys are made here, and the store gets their hashes alone. Lives on the book's thread;
/// every call finishes exactly once. Errors as OfficeCommands'; Conflict with remoteCode "23505" when another source
/// has the name.
class SourceCommands : public QObject
{
    Q_OBJECT

public:
    /// For how long a key goes on working when there is a new one.
    static constexpr qint64 kOldKeySeconds = 24 * 60 * 60;

    /// Both must outlive the commands.
    SourceCommands(supabase::RestClient &client, SourceBook &book, QObject *parent = nullptr);

    /// Makes the id and the key.
    QFuture<Result<NewKey>> add(const SourceWish &wish);
    /// Writes what differs from `seen` and `seenRules`. The key and the mapping stay.
    QFuture<Result<LeadSource>> change(const LeadSource &seen, const SourceRules &seenRules, const SourceWish &wish);
    /// Revokes its key, or takes the revocation back.
    QFuture<Result<LeadSource>> setActive(const LeadSource &seen, bool active);
    /// `mapping`: a mapping::Mapping as JSON, or null for the preset's.
    QFuture<Result<LeadSource>> saveMapping(const LeadSource &seen, const nlohmann::json &mapping);
    /// Makes another key. The one before goes on working until `now` and kOldKeySeconds.
    QFuture<Result<NewKey>> changeKey(const LeadSource &seen, Timestamp now);

private:
    using Then = std::function<void(const Result<> &)>;
    void fetchAdded(const QUuid &id, const std::function<void(const Result<LeadSource> &)> &then);
    QFuture<Result<LeadSource>> write(const LeadSource &seen, const nlohmann::json &changes);
    /// What isn't in the row: the rules and the secrets.
    void keepRest(const QUuid &id, const SourceRules &seen, const SourceWish &wish, const Then &then);
    void keepRules(const QUuid &id, const SourceRules &seen, const SourceRules &wanted, const Then &then);
    void keepSecret(const QUuid &id, const char *kind, const QString &secret, const Then &then);
    Error outdated();

    supabase::RestClient &m_client;
    SourceBook &m_book;
};

} // namespace pl::replica

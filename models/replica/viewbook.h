#pragma once

#include "models/base/answer.h"
#include "models/domain/savedview.h"
#include "models/supabase/officenews.h"

#include <QHash>
#include <QSet>

namespace pl::replica {

/// The saved views that a person sees, their own and the office's, and what the person does to them. Every write names
/// the version it saw: Outdated when somebody was faster, and then the book is reading already; Forbidden for somebody
/// else's view. Lives on the GUI thread; every call finishes exactly once.
class ViewBook : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive the book. `user` is the person's e-mail address.
    ViewBook(supabase::RestClient &client, const QString &user, bool isAdmin, QObject *parent = nullptr);

    /// From now on it reads again whenever there is news. `news` must outlive the book, and somebody must ask for it.
    void follow(supabase::OfficeNews &news);
    void load();
    bool isLoaded() const { return m_isLoaded; }
    /// Why the last reading failed; nothing when it didn't.
    const std::optional<Error> &failure() const { return m_failure; }

    /// Those that are not deleted, by position and name.
    QList<SavedView> views() const;
    /// Null when there is none, or it was deleted. Valid until the event loop runs again.
    const SavedView *view(const QUuid &id) const;
    bool isOwn(const SavedView &view) const { return view.owner.compare(m_user, Qt::CaseInsensitive) == 0; }
    /// Own ones; for admins also what the office shares.
    bool mayChange(const SavedView &view) const { return isOwn(view) || (m_isAdmin && view.shared); }

    /// Makes the id, and puts it behind the others.
    QFuture<Result<SavedView>> add(const SavedView &wish);
    /// Writes what differs from `seen`.
    QFuture<Result<SavedView>> change(const SavedView &seen, const SavedView &wish);
    QFuture<Result<SavedView>> remove(const SavedView &seen);
    /// Puts back what was removed.
    QFuture<Result<SavedView>> restore(const SavedView &removed);

Q_SIGNALS:
    /// Also when nothing but failure() changed.
    void changed();

private:
    void take(const nlohmann::json &rows);
    void ended(const std::optional<Error> &failure);
    void apply(const SavedView &view);
    QFuture<Result<SavedView>> write(const SavedView &seen, const nlohmann::json &changes);
    void fetchAdded(const QUuid &id, const Answer<SavedView> &answer);

    supabase::RestClient &m_client;
    const QString m_user;
    const bool m_isAdmin;
    QHash<QUuid, SavedView> m_views; ///< also own ones that were just deleted
    QSet<QUuid> m_meanwhile;         ///< written since the reading began, which may not know of them
    std::optional<Error> m_failure;
    bool m_isLoaded = false;
    bool m_isReading = false;
    bool m_readAgain = false; ///< news came while it was reading
};

} // namespace pl::replica

#pragma once

#include "models/domain/customerkey.h"
#include "models/domain/donotcontact.h"
#include "models/supabase/officenews.h"
#include "models/supabase/restclient.h"

#include <QHash>
#include <QObject>

namespace pl::replica {

/// Who asked not to be called, written to or sold: asks the store for those that somebody looks at, and keeps the
/// answers until somebody adds or takes back one. Lives on the GUI thread.
class DoNotContactBook : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive the book.
    explicit DoNotContactBook(supabase::RestClient &client, QObject *parent = nullptr);

    /// Forgets its answers when they change. `news` must outlive the book, and somebody must ask for it.
    void follow(supabase::OfficeNews &news);
    /// Forgets all answers: what is still wanted is asked for again.
    void forget();
    /// Asks for this person, unless the answer is known or on its way. A failed question is asked again the next time.
    void want(const CustomerKey &key);
    /// Null while it isn't known. Valid until the event loop runs again.
    const DoNotContact *of(const CustomerKey &key) const;
    QFuture<Result<DoNotContact>> ask(const CustomerKey &key);

Q_SIGNALS:
    /// An answer came, or all were forgotten.
    void changed();

private:
    static QString nameOf(const CustomerKey &key) { return key.phone + QLatin1Char('\n') + key.email; }

    supabase::RestClient &m_client;
    QHash<QString, DoNotContact> m_known;
    QSet<QString> m_asked;
    int m_generation = 0; ///< answers to what was asked before it forgot are dropped
};

} // namespace pl::replica

#include "models/replica/donotcontactbook.h"

#include "models/base/answer.h"
#include "models/supabase/contactrefusals.h"

namespace pl::replica {

DoNotContactBook::DoNotContactBook(supabase::RestClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void DoNotContactBook::follow(supabase::OfficeNews &news)
{
    news.watch({"opt_outs", "contact_refusals"}, this, [this] { forget(); });
}

void DoNotContactBook::forget()
{
    ++m_generation;
    m_known.clear();
    m_asked.clear();
    Q_EMIT changed();
}

QFuture<Result<DoNotContact>> DoNotContactBook::ask(const CustomerKey &key)
{
    return thenOn(this, supabase::contactRefusals(m_client, key),
                  [](const Result<nlohmann::json> &rows) { return rows.andThen(&DoNotContact::fromJson); });
}

void DoNotContactBook::want(const CustomerKey &key)
{
    const QString name = nameOf(key);
    if (key.isEmpty() || m_known.contains(name) || m_asked.contains(name))
        return;
    m_asked += name;
    onResult(this, ask(key), [this, name, asked = m_generation](const Result<DoNotContact> &answer) {
        if (asked != m_generation)
            return;
        m_asked -= name;
        if (!answer)
            return;
        m_known.insert(name, *answer);
        Q_EMIT changed();
    });
}

const DoNotContact *DoNotContactBook::of(const CustomerKey &key) const
{
    const auto it = m_known.constFind(nameOf(key));
    return it == m_known.cend() ? nullptr : &*it;
}

} // namespace pl::replica

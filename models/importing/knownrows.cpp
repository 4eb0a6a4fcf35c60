#include "models/importing/knownrows.h"

#include "models/domain/leadname.h"
#include "models/domain/newlead.h"
#include "models/domain/sentphone.h"
#include "models/mapping/labels.h"

namespace pl::importing {
namespace {

nlohmann::json columnsOf(const Lead &lead)
{
    nlohmann::json columns = NewLead::of(lead).toJson();
    // What is unknown is null in the row, and absent in a new one.
    for (const char *name :
         {"zip_code", "description", "external_id", "street", "city", "state", "phone_extension", "has_real_phone"})
        if (!columns.contains(name))
            columns[name] = nullptr;
    return columns;
}

QString keyOf(MatchBy by, const QString &value)
{
    return by == MatchBy::Email ? value.trimmed().toLower() : value.trimmed();
}

} // namespace

void KnownRows::add(const Lead &lead)
{
    if (lead.erasedAt || m_kind != ImportKind::Leads)
        return;
    const std::size_t index = m_rows.size();
    m_rows.push_back({lead.id, lead.version, calledName(lead), columnsOf(lead)});
    m_ages.push_back(lead.createdAt);
    addKey(MatchBy::Email, lead.email, index);
    addKey(MatchBy::Phone, lead.phoneNumber, index);
    addKey(MatchBy::ExternalId, lead.externalId.value_or(QString()), index);
}

void KnownRows::add(const Plumber &plumber)
{
    if (plumber.status == PlumberStatus::Removed)
        return;
    addPerson(keyOf(MatchBy::Email, plumber.email), plumber.id);
    addPerson(plumber.phoneNumber, plumber.id);
    addPerson(mapping::labelOf(plumber.fullName()), plumber.id);
    if (m_kind != ImportKind::Plumbers)
        return;
    const std::size_t index = m_rows.size();
    m_rows.push_back({plumber.id, plumber.version, plumber.fullName(), plumber.toJson()});
    m_ages.push_back(plumber.createdAt);
    addKey(MatchBy::Email, plumber.email, index);
    addKey(MatchBy::Phone, plumber.phoneNumber, index);
}

void KnownRows::addKey(MatchBy by, const QString &value, std::size_t index)
{
    const QString key = keyOf(by, value);
    if (key.isEmpty())
        return;
    auto &keys = m_keys[std::size_t(by)];
    const auto it = keys.constFind(key);
    if (it == keys.cend() || m_ages[*it] < m_ages[index])
        keys[key] = index;
}

void KnownRows::addPerson(const QString &key, const QUuid &id)
{
    if (key.isEmpty())
        return;
    const auto it = m_people.find(key);
    if (it == m_people.end())
        m_people.insert(key, {id, true});
    else if (it->id != id)
        it->isOnly = false;
}

const KnownRow *KnownRows::find(MatchBy by, const QString &value) const
{
    const QString key = keyOf(by, value);
    const auto &keys = m_keys[std::size_t(by)];
    const auto it = key.isEmpty() ? keys.cend() : keys.constFind(key);
    return it == keys.cend() ? nullptr : &m_rows[*it];
}

std::optional<QUuid> KnownRows::plumber(const QString &text) const
{
    const QString tidy = text.simplified();
    QStringList keys{tidy.toLower()};
    if (const SentPhone phone = readPhone(tidy); phone.isValid)
        keys += phone.number;
    keys += mapping::labelOf(tidy);
    for (const QString &key : keys)
        if (const auto it = m_people.constFind(key); !key.isEmpty() && it != m_people.cend() && it->isOnly)
            return it->id;
    return std::nullopt;
}

} // namespace pl::importing

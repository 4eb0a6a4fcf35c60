#pragma once

#include "models/domain/importorder.h"
#include "models/domain/lead.h"
#include "models/domain/plumber.h"

#include <QHash>

namespace pl::importing {

/// By what a row of a file is the same as one that is there.
enum class MatchBy { Email, Phone, ExternalId };

} // namespace pl::importing

template <>
inline constexpr std::array<QLatin1StringView, 3> pl::kEnumNames<pl::importing::MatchBy>{
    QLatin1StringView("email"), QLatin1StringView("phone"), QLatin1StringView("external-id")};

namespace pl::importing {

/// A row that is there already.
struct KnownRow
{
    QUuid id;
    qint64 version = 0;
    QString name;           ///< for people
    nlohmann::json columns; ///< those an import may change
};

/// What is there already, to be found by e-mail address, phone number and external id. Erased leads and removed
/// plumbers are nobody. Built and read on any one thread.
class KnownRows
{
public:
    /// Rows of this kind are matched; plumbers are also found for leads that name them.
    explicit KnownRows(ImportKind kind = ImportKind::Leads) : m_kind(kind) {}

    void add(const Lead &lead);
    void add(const Plumber &plumber);

    /// Null when there is none, or `value` is empty. The newest lead of several.
    const KnownRow *find(MatchBy by, const QString &value) const;
    /// A plumber by e-mail address, phone number, or full name if only one plumber has it.
    std::optional<QUuid> plumber(const QString &text) const;
    qsizetype size() const { return qsizetype(m_rows.size()); }

private:
    struct Person
    {
        QUuid id;
        bool isOnly = true;
    };
    void addKey(MatchBy by, const QString &value, std::size_t index);
    void addPerson(const QString &key, const QUuid &id);

    ImportKind m_kind;
    std::vector<KnownRow> m_rows;
    std::vector<Timestamp> m_ages;
    std::array<QHash<QString, std::size_t>, 3> m_keys;
    QHash<QString, Person> m_people;
};

} // namespace pl::importing

#include "ui/settings/peoplemodel.h"

#include "ui/words/moments.h"

namespace pl::ui {

PeopleModel::PeopleModel(const QString &userEmail, std::function<Timestamp()> clock, QObject *parent)
    : HeadedTableModel({{PersonColumn, tr("Person")},
                        {RoleColumn, tr("Role")},
                        {SeenColumn, tr("Last sign-in")},
                        {StateColumn, tr("Status")}},
                       {}, parent)
    , m_userEmail(userEmail)
    , m_clock(std::move(clock))
{
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    const OfficePerson *person = personAt(index);
    return person && role == Qt::DisplayRole ? QVariant(textOf(*person, index.column())) : QVariant();
}

QString PeopleModel::textOf(const OfficePerson &person, int column) const
{
    switch (static_cast<Column>(column)) {
    case PersonColumn:
        return isSelf(person) ? tr("%1 (you)").arg(person.email) : person.email;
    case RoleColumn:
        return roleText(person.role);
    case SeenColumn:
        return person.lastSignInAt ? momentText(*person.lastSignInAt, m_clock()) : tr("Never");
    case StateColumn:
        return personStateText(person);
    case ColumnCount:
        break;
    }
    return {};
}

void PeopleModel::setPeople(QList<OfficePerson> people)
{
    std::sort(people.begin(), people.end(), [](const OfficePerson &a, const OfficePerson &b) {
        return a.email.compare(b.email, Qt::CaseInsensitive) < 0;
    });
    beginResetModel();
    m_people = std::move(people);
    endResetModel();
}

void PeopleModel::put(const OfficePerson &person)
{
    const int row = rowOf(person.id);
    if (row < 0)
        return setPeople(m_people + QList{person});
    m_people[row] = person;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

const OfficePerson *PeopleModel::personAt(const QModelIndex &index) const
{
    const bool isThere = index.isValid() && index.model() == this && index.row() < rowCount();
    return isThere ? &m_people[index.row()] : nullptr;
}

int PeopleModel::rowOf(const QUuid &id) const
{
    const auto found =
        std::find_if(m_people.cbegin(), m_people.cend(), [&](const OfficePerson &p) { return p.id == id; });
    return found == m_people.cend() ? -1 : static_cast<int>(found - m_people.cbegin());
}

bool PeopleModel::isSelf(const OfficePerson &person) const
{
    return person.email.compare(m_userEmail, Qt::CaseInsensitive) == 0;
}

QString roleText(const QString &role)
{
    if (role == OfficePerson::kAdmin)
        return PeopleModel::tr("Admin");
    if (role == OfficePerson::kStaff)
        return PeopleModel::tr("Staff");
    if (role == OfficePerson::kPlumber)
        return PeopleModel::tr("Plumber");
    return PeopleModel::tr("None: sees nothing");
}

QString personStateText(const OfficePerson &person)
{
    if (person.isDisabled)
        return PeopleModel::tr("Disabled");
    return person.isInvited ? PeopleModel::tr("Invited") : PeopleModel::tr("Active");
}

} // namespace pl::ui

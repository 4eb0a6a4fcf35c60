#pragma once

#include "models/domain/officeperson.h"
#include "models/tables/headedtablemodel.h"

#include <functional>

namespace pl::ui {

/// Who can sign in, by e-mail address, in words.
class PeopleModel : public tables::HeadedTableModel
{
    Q_OBJECT

public:
    enum Column { PersonColumn, RoleColumn, SeenColumn, StateColumn, ColumnCount };
    /// `userEmail` is marked as oneself.
    PeopleModel(const QString &userEmail, std::function<Timestamp()> clock, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void setPeople(QList<OfficePerson> people);
    /// Replaces the person, or adds them.
    void put(const OfficePerson &person);
    /// Null when the row is not there. Valid until the people change.
    const OfficePerson *personAt(const QModelIndex &index) const;
    /// -1 when there is none.
    int rowOf(const QUuid &id) const;
    bool isSelf(const OfficePerson &person) const;

private:
    QString textOf(const OfficePerson &person, int column) const;

    const QString m_userEmail;
    const std::function<Timestamp()> m_clock;
    QList<OfficePerson> m_people;
};

/// "Admin"; for no role, what that means.
QString roleText(const QString &role);
/// "Active", "Invited", "Disabled"
QString personStateText(const OfficePerson &person);

} // namespace pl::ui

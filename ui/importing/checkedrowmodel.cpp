#include "ui/importing/checkedrowmodel.h"

#include "models/base/jsonmember.h"
#include "models/domain/contactfields.h"
#include "ui/importing/importdesk.h"
#include "ui/importing/importwords.h"
#include "ui/words/moments.h"
#include "ui/words/words.h"

namespace pl::ui {

using importing::CheckedRow;
using importing::Field;

namespace {

/// A column of the row as people read it; null when the row doesn't have it.
QString writtenText(const CheckedRow &row, Field field)
{
    const nlohmann::json value = jsonMember(row.row.columns, std::string(enumText(field)).c_str());
    if (value.is_number_integer())
        return numberText(value.get<qint64>());
    if (!value.is_string())
        return {};
    const QString text = jsonText(value);
    if (field == Field::Phone)
        return phoneForPeople(text);
    if (const auto moment = Timestamp::parse(text);
        moment && (field == Field::CreatedAt || field == Field::CompletedAt))
        return fullMomentText(*moment);
    if (const QDate day = QDate::fromString(text, Qt::ISODate);
        day.isValid() && (field == Field::LicenseExpires || field == Field::InsuranceExpires))
        return dayText(day);
    if (const auto urgency = enumFromName<Urgency>(text); urgency && field == Field::Urgency)
        return urgencyText(*urgency);
    if (const auto status = enumFromName<LeadStatus>(text); status && field == Field::Status)
        return statusText(*status);
    return text;
}

} // namespace

CheckedRowModel::CheckedRowModel(ImportDesk &desk, QObject *parent) : QAbstractTableModel(parent), m_desk(desk)
{
    connect(&desk, &ImportDesk::rowChecked, this, &CheckedRowModel::rowChecked);
}

void CheckedRowModel::show(std::optional<CheckedRow::State> state)
{
    beginResetModel();
    m_rows.clear();
    m_columns.clear();
    if (const auto *checked = m_desk.checked()) {
        for (std::size_t i = 0; i < checked->rows.size(); ++i)
            if (!state || checked->rows[i].state == *state)
                m_rows.push_back(i);
        for (int column = 0; column < int(checked->rules.fields.size()); ++column)
            if (checked->rules.fields.at(column) != Field::Ignore)
                m_columns += column;
    }
    endResetModel();
}

const CheckedRow &CheckedRowModel::checked(int row) const
{
    return m_desk.checked()->rows[m_rows[std::size_t(row)]];
}

int CheckedRowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_desk.checked() ? 0 : int(m_rows.size());
}

int CheckedRowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(FirstCell + m_columns.size());
}

QString CheckedRowModel::cellText(int row, int column) const
{
    const int inFile = m_columns.at(column - FirstCell);
    const QString raw = m_desk.sheet()->rows[m_rows[std::size_t(row)]].cell(inFile);
    if (checked(row).state == CheckedRow::State::Wrong)
        return raw;
    const QString written = writtenText(checked(row), m_desk.checked()->rules.fields.at(inFile));
    return written.isEmpty() ? raw : written;
}

QVariant CheckedRowModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || (role != Qt::DisplayRole && role != Qt::EditRole))
        return {};
    if (index.column() == ResultColumn)
        return checkedRowText(checked(index.row()));
    if (index.column() == LineColumn)
        return numberText(checked(index.row()).row.line);
    return cellText(index.row(), index.column());
}

QVariant CheckedRowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= columnCount() || !m_desk.checked())
        return {};
    if (section == ResultColumn)
        return tr("What happens");
    if (section == LineColumn)
        return tr("Line");
    return importFieldText(m_desk.checked()->rules.fields.at(m_columns.at(section - FirstCell)));
}

Qt::ItemFlags CheckedRowModel::flags(const QModelIndex &index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    const bool isEditable = index.isValid() && index.column() >= FirstCell && index.row() < rowCount() &&
                            checked(index.row()).state == CheckedRow::State::Wrong;
    return isEditable ? flags | Qt::ItemIsEditable : flags;
}

bool CheckedRowModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    return m_desk.fix(m_rows[std::size_t(index.row())], m_columns.at(index.column() - FirstCell), value.toString());
}

void CheckedRowModel::rowChecked(std::size_t row)
{
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), row);
    if (it == m_rows.end() || *it != row)
        return;
    const int at = int(it - m_rows.begin());
    Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
}

} // namespace pl::ui

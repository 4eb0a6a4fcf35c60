#pragma once

#include "models/domain/contactfields.h"
#include "models/importing/rowcheck.h"

namespace pl::importing {

/// One row of a sheet by its fields, while it is checked. Errors are gathered by column of the table.
class FileRow
{
public:
    FileRow(const SheetRow &row, const QStringList &header, const ImportRules &rules, const QList<DayOrder> &orders);

    const ImportRules &rules() const { return m_rules; }
    FieldErrors &errors() { return m_errors; }
    /// The first cell with this field that isn't empty.
    QString text(Field field) const;
    /// The notes' cells, each with its title: "Referred by: Ann".
    QString notes() const;
    QString firstName() const;
    QString lastName() const;
    QString email() const;
    QString zip() const;
    /// None when the cell is empty, or no moment, or in the future; the latter two are errors under `column`.
    std::optional<Timestamp> moment(Field field, const char *column);
    /// A day, which may be ahead. None when the cell is empty or no day; the latter is an error under `column`.
    std::optional<QDate> day(Field field, const char *column);
    void addInvalid(const char *column, const QString &detail);

private:
    /// The first with this field whose cell isn't empty; -1: none.
    qsizetype columnOf(Field field) const;

    QStringList m_cells;
    const QStringList &m_header;
    const ImportRules &m_rules;
    const QList<DayOrder> &m_orders;
    FieldErrors m_errors;
};

/// What a row becomes, before it is compared with what is there.
struct RowColumns
{
    nlohmann::json columns; ///< of a new row
    QStringList given;      ///< those the file has, and that may change a row that is there
    QString email;
    QString phone; ///< E.164
    QString externalId;
};

Result<RowColumns> leadColumns(FileRow &row, const KnownRows &known);
Result<RowColumns> plumberColumns(FileRow &row);

} // namespace pl::importing

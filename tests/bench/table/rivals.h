#pragma once

#include "models/replica/leadsnapshot.h"
#include "tests/bench/table/contender.h"

#include <QSqlDatabase>

#include <memory>

namespace pl::bench {

/// The leads in an SQLite file of a plain table, for those who read it the usual way. False when that failed.
bool writePlainFile(const QString &path, const replica::LeadSnapshot &leads);

/// The usual way: all rows as texts in a QAbstractTableModel, and a QSortFilterProxyModel for the rest.
class PlainTable : public Contender
{
public:
    /// Reads the rows: what it has to do before it can show any.
    explicit PlainTable(const QString &path);
    ~PlainTable() override;
    QTableView &table() override { return *m_view; }
    void sortBy(int column, Qt::SortOrder order) override;
    void search(const QString &typed) override;
    /// The newest rows have changed.
    void change(int count);

private:
    class Model;
    class Proxy;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<Proxy> m_proxy;
    std::unique_ptr<QTableView> m_view;
};

/// The other usual way: QSqlTableModel, which lets SQLite filter and sort.
class SqlTable : public Contender
{
public:
    explicit SqlTable(const QString &path);
    ~SqlTable() override;
    QTableView &table() override { return *m_view; }
    void sortBy(int column, Qt::SortOrder order) override;
    void search(const QString &typed) override;
    void change(int count);
    /// The rows that were not read yet, too: the last row can be jumped to.
    void readAll();

private:
    class Model;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<QTableView> m_view;
};

} // namespace pl::bench

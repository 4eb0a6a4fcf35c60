#include "tests/bench/table/rivals.h"

#include "models/domain/leadname.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QSqlQuery>
#include <QSqlTableModel>
#include <QUuid>

#include <array>

namespace pl::bench {

using namespace Qt::StringLiterals;

namespace {

// As LeadTableModel has them, with the plumber's id for the name.
constexpr int kPlainColumns = 10;
constexpr const char *kMakePlainTable =
    "create table plain (urgency text, deadline text, customer text, service text, zip text, phone text, status text, "
    "plumber text, received text, email text)";

QSqlDatabase openPlain(const QString &path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, QUuid::createUuid().toString());
    database.setDatabaseName(path);
    return database.open() ? database : QSqlDatabase();
}

std::array<QString, kPlainColumns> plainRow(const Lead &lead)
{
    return {enumName(lead.urgency),
            lead.createdAt.toString(),
            calledName(lead),
            lead.serviceNeeded,
            lead.zipCode.value_or(QString()),
            lead.phoneNumber,
            enumName(lead.status),
            lead.assignedPlumberId ? lead.assignedPlumberId->toString() : QString(),
            lead.createdAt.toString(),
            lead.email};
}

std::unique_ptr<QTableView> plainView(QAbstractItemModel *model)
{
    auto view = std::make_unique<QTableView>();
    view->resize(1900, 1000);
    view->verticalHeader()->setDefaultSectionSize(34);
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->hide();
    view->setModel(model);
    view->show();
    return view;
}

} // namespace

bool writePlainFile(const QString &path, const replica::LeadSnapshot &leads)
{
    QSqlDatabase database = openPlain(path);
    QSqlQuery query(database);
    if (!query.exec(QLatin1StringView(kMakePlainTable)) || !database.transaction() ||
        !query.prepare(u"insert into plain values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s))
        return false;
    const auto taken = leads.each([&query](const Lead &lead) {
        const auto row = plainRow(lead);
        for (int column = 0; column < kPlainColumns; ++column)
            query.bindValue(column, row[std::size_t(column)]);
        return query.exec();
    });
    return taken.ok() && database.commit();
}

class PlainTable::Model : public QAbstractTableModel
{
public:
    explicit Model(const QString &path)
    {
        QSqlDatabase database = openPlain(path);
        QSqlQuery query(database);
        query.setForwardOnly(true);
        query.exec(u"select * from plain"_s);
        while (query.next()) {
            auto &row = m_rows.emplace_back();
            for (int column = 0; column < kPlainColumns; ++column)
                row[std::size_t(column)] = query.value(column).toString();
        }
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex & = {}) const override { return kPlainColumns; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? m_rows[std::size_t(index.row())][std::size_t(index.column())] : QVariant();
    }
    void change(int count)
    {
        for (int row = 0; row < count; ++row)
            m_rows[std::size_t(row)][9] += u'x';
        Q_EMIT dataChanged(index(0, 0), index(count - 1, kPlainColumns - 1));
    }

private:
    std::vector<std::array<QString, kPlainColumns>> m_rows;
};

/// Every word in any column, as the fixed string of a proxy can't.
class PlainTable::Proxy : public QSortFilterProxyModel
{
public:
    void setWords(const QString &typed)
    {
        m_words = typed.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const auto occurs = [&](const QString &word) {
            for (int column = 0; column < kPlainColumns; ++column)
                if (sourceModel()->index(row, column, parent).data().toString().contains(word, Qt::CaseInsensitive))
                    return true;
            return false;
        };
        return std::all_of(m_words.cbegin(), m_words.cend(), occurs);
    }

private:
    QStringList m_words;
};

PlainTable::PlainTable(const QString &path) : m_model(std::make_unique<Model>(path)), m_proxy(std::make_unique<Proxy>())
{
    m_proxy->setSortLocaleAware(true);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSourceModel(m_model.get());
    m_view = plainView(m_proxy.get());
}

PlainTable::~PlainTable() = default;

void PlainTable::sortBy(int column, Qt::SortOrder order)
{
    m_proxy->sort(column, order);
}

void PlainTable::search(const QString &typed)
{
    m_proxy->setWords(typed);
}

void PlainTable::change(int count)
{
    m_model->change(count);
}

class SqlTable::Model : public QSqlTableModel
{
public:
    explicit Model(const QString &path) : QSqlTableModel(nullptr, openPlain(path))
    {
        setTable(u"plain"_s);
        select();
    }
};

SqlTable::SqlTable(const QString &path) : m_model(std::make_unique<Model>(path)), m_view(plainView(m_model.get())) {}

SqlTable::~SqlTable() = default;

void SqlTable::sortBy(int column, Qt::SortOrder order)
{
    m_model->setSort(column, order);
    m_model->select();
}

void SqlTable::search(const QString &typed)
{
    QStringList conditions;
    for (QString word : typed.split(u' ', Qt::SkipEmptyParts)) {
        word.replace(u'\'', u"''"_s);
        QStringList columns;
        for (const auto column : {"customer"_L1, "service"_L1, "zip"_L1, "phone"_L1, "email"_L1})
            columns += column + " like '%"_L1 + word + "%'"_L1;
        conditions += u'(' + columns.join(" or "_L1) + u')';
    }
    m_model->setFilter(conditions.join(" and "_L1));
}

void SqlTable::change(int count)
{
    QSqlQuery query(m_model->database());
    query.exec(u"update plain set email = email || 'x' where rowid <= %1"_s.arg(count));
    m_model->select();
}

void SqlTable::readAll()
{
    while (m_model->canFetchMore())
        m_model->fetchMore();
}

} // namespace pl::bench

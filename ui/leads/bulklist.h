#pragma once

#include <QAbstractListModel>
#include <QListView>
#include <QUuid>

#include <functional>

namespace pl::ui {

/// A line of the plan or of the results.
struct BulkListLine
{
    QUuid lead;
    QString name;
    QString goesTo; ///< empty: there is no such column
    QString text;
    QString explanation;
    bool isQuiet = false; ///< nothing happens to it
};

/// Makes its lines when they are looked at: 10,000 leads keep nobody waiting.
class BulkListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setLines(int count, std::function<BulkListLine(int row)> line);
    BulkListLine lineAt(int row) const { return m_line(row); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    int m_count = 0;
    std::function<BulkListLine(int)> m_line;
};

/// The list of the selected leads in the pane: who gets what and why, or what became of it.
class BulkList : public QListView
{
    Q_OBJECT

public:
    explicit BulkList(QWidget *parent = nullptr);

    void setLines(int count, std::function<BulkListLine(int row)> line);
    /// Null when there is none.
    QUuid currentLead() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    /// Enter or a double click.
    void leadActivated(const QUuid &lead);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    BulkListModel *m_model;
};

} // namespace pl::ui

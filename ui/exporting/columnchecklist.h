#pragma once

#include "ui/exporting/exportlist.h"

#include <QWidget>

class QListWidget;

namespace pl::ui {

/// The columns of a list with check marks. Space or a click checks one.
class ColumnCheckList : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QList<int> chosen READ chosen NOTIFY chosenChanged USER true)

public:
    explicit ColumnCheckList(QWidget *parent);

    /// Those that the table shows are checked.
    void setColumns(const QList<ExportColumn> &columns);
    /// The ids of the checked ones, in the list's order.
    QList<int> chosen() const;
    void checkAll(bool checked);

Q_SIGNALS:
    void chosenChanged();

private:
    QListWidget *m_list;
};

} // namespace pl::ui

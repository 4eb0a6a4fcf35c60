#pragma once

#include "ui/leads/leadviews.h"

#include <QWidget>

class QHBoxLayout;
class QMenu;
class QToolButton;

namespace pl::ui {

class FilterChip;
class PlainLabel;

/// The line above the table: the view's title, the filters as chips, how many leads there are, the column chooser.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    void setView(LeadView view);
    /// Of a saved view.
    void setTitle(const QString &title);
    QString title() const;
    void setChosen(const tables::LeadFilter &filter);
    /// Puts a widget of others behind the chips.
    void addBehindChips(QWidget *widget);
    /// Puts a widget of others at the end, before the column chooser.
    void addAtEnd(QWidget *widget);
    void setServices(const QList<Service> &services);
    /// `areFound`: by a search.
    void setCount(int rows, bool areFound = false);
    /// What the chips say, to be laid over the view's own filter.
    tables::LeadFilter chosen() const;
    bool isFiltering() const;
    /// A chip that stands for a filter from elsewhere; empty: none.
    void setNarrowed(const QString &title);
    void clear();
    /// Shown when the column button is pressed; filled again each time by `aboutToShow`.
    QMenu *columnMenu() const { return m_columnMenu; }

Q_SIGNALS:
    void filterChanged();
    /// Somebody removed the narrowed chip.
    void narrowedRemoved();

private:
    PlainLabel *m_title;
    FilterChip *m_status;
    FilterChip *m_urgency;
    FilterChip *m_service;
    FilterChip *m_narrowed;
    QHBoxLayout *m_others;
    PlainLabel *m_count;
    QToolButton *m_columns;
    QMenu *m_columnMenu;
};

} // namespace pl::ui

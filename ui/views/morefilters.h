#pragma once

#include "models/tables/savedviewdefinition.h"
#include "ui/office/officecontext.h"

#include <QWidget>

class QBoxLayout;
class QMenu;
class QPushButton;

namespace pl::ui {

class FilterChip;
class PickChip;
class ReceivedChip;

/// The second line of filters, those that are needed less often, and what the table is grouped by. It shows the ones
/// that are in use, and its button offers the others. What a view leaves out because of them is never hidden.
class MoreFilters : public QWidget
{
    Q_OBJECT

public:
    explicit MoreFilters(const OfficeContext &context, QWidget *parent = nullptr);

    /// "More filters", for the first line.
    QPushButton *button() const { return m_button; }
    /// At the end of the line.
    QPushButton *saveButton() const { return m_save; }

    /// Adds what is chosen here.
    void describe(tables::SavedViewDefinition &view) const;
    void present(const tables::SavedViewDefinition &view);
    bool isFiltering() const;
    /// Filters, or groups.
    bool isInUse() const;
    /// The filters; the grouping stays.
    void clear();
    tables::LeadGrouping grouping() const;
    void setGrouping(tables::LeadGrouping grouping);
    /// As long as there is something in it.
    void showLine();

Q_SIGNALS:
    void filterChanged();
    void groupingChanged();

private:
    void build();
    void buildGroup();
    void add(FilterChip *chip, const char *name, const QString &title);
    void fillMenu();
    void offer(FilterChip *chip);
    void changed(FilterChip *chip);
    void settle();

    const OfficeContext &m_context;
    QPushButton *m_button;
    QMenu *m_menu;
    QPushButton *m_save;
    FilterChip *m_group;
    QBoxLayout *m_line;
    ReceivedChip *m_received;
    FilterChip *m_age;
    PickChip *m_plumbers;
    PickChip *m_sources;
    PickChip *m_zips;
    FilterChip *m_closed;
    FilterChip *m_only;
    PickChip *m_words;
    QList<std::pair<FilterChip *, QString>> m_chips; ///< with what the menu calls them
    bool m_presenting = false;
};

} // namespace pl::ui

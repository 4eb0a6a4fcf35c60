#pragma once

#include "models/tables/sourcetablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/sidepane.h"

#include <QHash>
#include <QTimer>

class QGridLayout;
class QVBoxLayout;

namespace pl::ui {

class ChipLabel;
class DayBars;
class SourceTestBox;
struct SourceContext;

/// A source at a glance: what it is and how it does, what can be done, how to connect it, what it sent, what it costs.
class SourcePane : public SidePane
{
    Q_OBJECT

public:
    /// In the order in which their buttons stand; the first one is the primary one, `more` are in a menu.
    struct Actions
    {
        QList<QAction *> buttons;
        QList<QAction *> more;
    };
    /// All must outlive the pane.
    SourcePane(OfficeContext &context, SourceContext &sources, const tables::SourceTableModel &model,
               const tables::SourceTally &tally, const Actions &actions, QWidget *parent);

    /// Null: shows that none is selected.
    void showSource(const QUuid &id);
    void refresh();
    /// For the outcome of the latest test; shows with its source alone.
    SourceTestBox *testBox() const { return m_test; }

private:
    QWidget *buildPage(const Actions &actions);
    QWidget *buildHeader();
    QWidget *buildButtons(const Actions &actions);
    QWidget *buildConnect();
    QWidget *buildFacts();
    PlainLabel *addFact(QGridLayout *grid, const QString &title, const char *name);
    PlainLabel *section(const QString &title);
    void fillConnect(const LeadSource &source);
    void fillFacts(const LeadSource &source);
    static QString mappingWords(const LeadSource &source);
    QString returnedText(const LeadSource &source, int received) const;
    void copyAddress();

    OfficeContext &m_context;
    SourceContext &m_sources;
    const tables::SourceTableModel &m_model;
    const tables::SourceTally &m_tally;
    QUuid m_sourceId;
    PlainLabel *m_name;
    ChipLabel *m_state;
    PlainLabel *m_kind;
    PlainLabel *m_notes;
    SourceTestBox *m_test;
    PlainLabel *m_addressTitle;
    PlainLabel *m_address;
    QWidget *m_copy;
    PlainLabel *m_addressHint;
    QWidget *m_stepBox;
    QList<PlainLabel *> m_steps;
    DayBars *m_bars;
    PlainLabel *m_received;
    PlainLabel *m_returned;
    PlainLabel *m_waiting;
    PlainLabel *m_cost;
    PlainLabel *m_limits;
    PlainLabel *m_usually;
    PlainLabel *m_mapping;
};

} // namespace pl::ui

#include "ui/importing/columnspage.h"

#include "models/importing/columnguess.h"
#include "ui/importing/importdesk.h"
#include "ui/importing/importwords.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>

namespace pl::ui {

ColumnsPage::ColumnsPage(ImportDesk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_problem(new ProblemLabel(this)), m_scroll(new QScrollArea(this))
{
    m_problem->setObjectName(QStringLiteral("columnsProblem"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(buildBar());
    rows->addWidget(m_problem);
    rows->addWidget(m_scroll, 1);
}

QWidget *ColumnsPage::buildBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_kind = new QComboBox(bar);
    m_kind->setObjectName(QStringLiteral("importKind"));
    m_kind->setAccessibleName(tr("What the rows are"));
    m_kind->addItems({tr("Leads"), tr("Plumbers")});
    m_sheets = new QComboBox(bar);
    m_sheets->setObjectName(QStringLiteral("importSheet"));
    m_sheets->setAccessibleName(tr("Sheet of the workbook"));
    m_hasHeader = new QCheckBox(tr("The first row has the titles"), bar);
    m_hasHeader->setObjectName(QStringLiteral("importHasHeader"));
    m_about = new PlainLabel(bar);
    m_about->setObjectName(QStringLiteral("importAbout"));
    m_about->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_kind);
    row->addWidget(m_sheets);
    row->addWidget(m_hasHeader);
    row->addWidget(m_about, 1);
    connect(m_kind, &QComboBox::activated, &m_desk,
            [this](int index) { m_desk.chooseKind(index == 0 ? ImportKind::Leads : ImportKind::Plumbers); });
    connect(m_sheets, &QComboBox::activated, &m_desk,
            [this](int index) { m_desk.chooseSheet(m_sheets->itemData(index).toString()); });
    connect(m_hasHeader, &QCheckBox::clicked, &m_desk, &ImportDesk::chooseHeader);
    return bar;
}

void ColumnsPage::refresh()
{
    const importing::Sheet *sheet = m_desk.sheet();
    if (!sheet)
        return;
    m_kind->setCurrentIndex(m_desk.rules().kind == ImportKind::Leads ? 0 : 1);
    m_hasHeader->setChecked(sheet->hasHeader);
    const QString exporter = importing::exporterOf(sheet->header, m_desk.rules().kind);
    const QString rows = tr("%Ln row(s)", nullptr, int(sheet->rows.size()));
    m_about->setText(exporter.isEmpty() ? rows : tr("%1, exported from %2").arg(rows, exporter));
    if (m_desk.problem().isEmpty())
        m_problem->clearProblem();
    else
        m_problem->showProblem(m_desk.problem());
    m_sheets->setCurrentIndex(m_sheets->findData(sheet->title));
    if (m_shown != m_desk.reading() || m_shownKind != int(m_desk.rules().kind))
        fillColumns();
    showFields();
}

void ColumnsPage::fillColumns()
{
    const importing::Sheet &sheet = *m_desk.sheet();
    m_shown = m_desk.reading();
    m_shownKind = int(m_desk.rules().kind);
    m_sheets->clear();
    for (const QString &title : sheet.titles)
        m_sheets->addItem(title.simplified().left(80), title);
    m_sheets->setCurrentIndex(m_sheets->findData(sheet.title));
    m_sheets->setVisible(sheet.titles.size() > 1);
    m_fields.clear();
    auto *columns = new QWidget(m_scroll);
    auto *grid = new QGridLayout(columns);
    grid->setColumnStretch(1, 1);
    for (int column = 0; column < int(sheet.header.size()); ++column)
        addColumn(grid, column);
    grid->setRowStretch(int(sheet.header.size()), 1);
    m_scroll->setWidget(columns);
}

void ColumnsPage::addColumn(QGridLayout *grid, int column)
{
    const importing::Sheet &sheet = *m_desk.sheet();
    QWidget *parent = grid->parentWidget();
    auto *title = new PlainLabel(sheet.header.at(column).left(80), parent);
    title->setFont(scaledFont(font(), 1.0, QFont::Bold));
    auto *samples = new ElidedLabel(parent);
    samples->setText(sheet.samples(column, 3).join(QStringLiteral("  \u00b7  ")).simplified().left(500));
    samples->setTone(ElidedLabel::Tone::Quiet);
    samples->setMinimumWidth(scaledPx(this, 80));
    auto *box = new QComboBox(parent);
    box->setObjectName(QStringLiteral("importField%1").arg(column));
    box->setAccessibleName(tr("What the column %1 means").arg(sheet.header.at(column)));
    for (const importing::Field field : importing::fieldsOf(m_desk.rules().kind))
        box->addItem(importFieldText(field), int(field));
    connect(box, &QComboBox::activated, &m_desk, [this, box, column](int index) {
        m_desk.setField(column, importing::Field(box->itemData(index).toInt()));
    });
    grid->addWidget(title, column, 0);
    grid->addWidget(samples, column, 1);
    grid->addWidget(box, column, 2);
    m_fields += box;
}

void ColumnsPage::showFields()
{
    for (qsizetype i = 0; i < m_fields.size(); ++i) {
        const auto field = m_desk.rules().fields.value(i, importing::Field::Ignore);
        m_fields.at(i)->setCurrentIndex(m_fields.at(i)->findData(int(field)));
    }
}

void ColumnsPage::focusFirst()
{
    if (!m_fields.isEmpty())
        m_fields.first()->setFocus();
}

} // namespace pl::ui

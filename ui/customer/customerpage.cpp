#include "models/domain/contactfields.h"
#include "ui/customer/customertable.h"
#include "ui/customer/customerview.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/customerwords.h"
#include "ui/words/words.h"

#include <QListWidget>
#include <QStackedWidget>

// Shows a file that was loaded: its head, its sections and their lines.

namespace pl::ui {

using replica::CustomerRecords;

void CustomerView::present()
{
    presentHead();
    presentSections();
    showPage(FilePage);
}

void CustomerView::presentHead()
{
    const CustomerRecords &records = m_file->records;
    const QString name = records.fullName();
    QStringList contact{phoneForPeople(m_key.phone), m_key.email, leadsText(records.leads.size())};
    contact.removeAll(QString());
    m_name->setText(name.isEmpty() ? tr("No name") : name);
    m_contact->setText(contact.join(QStringLiteral(" \u00B7 ")));
    const QString refused = doNotContactText(records.doNotContact);
    m_refused->setChip({refused, &Colors::red});
    m_refused->setVisible(!refused.isEmpty());
    m_warning->setVisible(!records.broken.isEmpty());
    if (!records.broken.isEmpty())
        m_warning->present(QStringLiteral("triangle-alert"),
                           tr("The history was changed in the database: %1.")
                               .arg(faultText(records.broken.first().fault, records.broken.first().sequence)),
                           &Colors::red);
}

void CustomerView::presentSections()
{
    m_sections = customerSections(*m_file, m_context);
    const int row = std::max(0, m_list->currentRow());
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const CustomerSection &section : std::as_const(m_sections))
            m_list->addItem(
                tr("%1 (%2)", "a section and how many lines").arg(section.title, numberText(section.lines.size())));
        m_list->setCurrentRow(row);
    }
    showSection();
}

void CustomerView::showSection()
{
    const CustomerSection section = m_sections.value(m_list->currentRow());
    m_model->setLines(section.lines);
    m_table->setAccessibleName(section.title);
    m_nothing->setText(section.nothing);
    m_lines->setCurrentIndex(section.lines.isEmpty() ? 1 : 0);
    if (!section.lines.isEmpty())
        m_table->setCurrentIndex(m_model->index(0, CustomerLineModel::WhatColumn));
    showLine();
}

void CustomerView::showLine()
{
    const CustomerLine *line = m_model->lineAt(m_table->currentIndex());
    const QString whole = !line ? QString() : line->whole.isEmpty() ? line->what : line->whole;
    m_whole->setText(whole);
    m_whole->setVisible(!whole.isEmpty());
    updateActions();
}

void CustomerView::stepSection(int step)
{
    if (m_pages->currentIndex() == FilePage)
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
}

QUuid CustomerView::leadInHand() const
{
    const CustomerLine *line = m_model->lineAt(m_table->currentIndex());
    return line ? line->leadId : QUuid();
}

} // namespace pl::ui

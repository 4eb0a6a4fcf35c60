#include "ui/settings/settingsform.h"

#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QFormLayout>
#include <QScrollArea>

namespace pl::ui {

QFormLayout *newSettingsForm(QWidget *view, const QString &title)
{
    auto *page = new QWidget(view);
    page->setMaximumWidth(scaledPx(view, 640));
    auto *form = new QFormLayout(page);
    form->setContentsMargins(scaledPx(view, 20), scaledPx(view, 12), scaledPx(view, 20), scaledPx(view, 20));
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setVerticalSpacing(scaledPx(view, 6));
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *label = new PlainLabel(title, page);
    label->setFont(scaledFont(view->font(), kViewTitle, QFont::Bold));
    form->addRow(label);
    return form;
}

void addHeading(QFormLayout *form, const QString &title, const QString &hint)
{
    QWidget *parent = form->parentWidget();
    auto *label = new PlainLabel(title, parent);
    label->setFont(scaledFont(parent->font(), 1, QFont::DemiBold));
    label->setContentsMargins(0, scaledPx(parent, 14), 0, 0);
    form->addRow(label);
    if (hint.isEmpty())
        return;
    auto *sentence = new PlainLabel(hint, parent);
    sentence->setFont(scaledFont(parent->font(), kSmallText));
    sentence->setForegroundRole(QPalette::PlaceholderText);
    sentence->setWordWrap(true);
    form->addRow(sentence);
}

QWidget *scrolled(QWidget *page, QWidget *parent)
{
    auto *scroll = new QScrollArea(parent);
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

} // namespace pl::ui

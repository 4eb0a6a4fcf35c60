#include "ui/exporting/printpreview.h"

#include "ui/exporting/pagewriters.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QPrintPreviewWidget>
#include <QPushButton>

namespace pl::ui {

PrintPreview::PrintPreview(std::shared_ptr<QPrinter> printer, exporting::TableSource source, QWidget *parent)
    : QDialog(parent)
    , m_printer(std::move(printer))
    , m_source(std::move(source))
    , m_preview(new QPrintPreviewWidget(m_printer.get(), this))
    , m_words(new PlainLabel(this))
{
    setObjectName(QStringLiteral("printPreview"));
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Print \u201C%1\u201D").arg(shown(m_source.head.title)));
    m_words->setObjectName(QStringLiteral("previewWords"));
    connect(m_preview, &QPrintPreviewWidget::paintRequested, this, &PrintPreview::paint);
    auto *page = new QVBoxLayout(this);
    page->addWidget(m_preview, 1);
    page->addWidget(buildButtons());
    resize(scaledPx(this, 860), scaledPx(this, 640));
    m_preview->fitInView();
}

QWidget *PrintPreview::buildButtons()
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    const auto button = [line](const QString &text, const char *name) {
        auto *made = new QPushButton(text, line);
        made->setObjectName(QLatin1StringView(name));
        made->setAutoDefault(false);
        return made;
    };
    QPushButton *turn = button(tr("&Rotate paper"), "turnPaper");
    QPushButton *cancel = button(tr("Cancel"), "previewCancel");
    QPushButton *print = button(tr("&Print\u2026"), "previewPrint");
    print->setDefault(true);
    row->addWidget(m_words);
    row->addStretch();
    for (QPushButton *one : {turn, cancel, print})
        row->addWidget(one);
    connect(turn, &QPushButton::clicked, this, [this] {
        const bool isPortrait = m_printer->pageLayout().orientation() == QPageLayout::Portrait;
        m_preview->setOrientation(isPortrait ? QPageLayout::Landscape : QPageLayout::Portrait);
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(print, &QPushButton::clicked, this, &PrintPreview::printWanted);
    print->setFocus();
    return line;
}

void PrintPreview::paint(QPrinter *printer)
{
    TablePages pages(paperOf(*printer, printer->resolution()), m_source.head, font(), m_source.rows);
    if (!pages.begin())
        return m_words->setText(tr("The preview can't be painted."));
    const qint64 most = std::min<qint64>(m_source.rows, qint64(pages.rowsPerPage()) * kPages);
    for (qint64 i = 0; i < most; ++i)
        if (const auto row = m_source.row(i))
            pages.add(*row);
    m_pages = pages.page();
    const qint64 all = pages.pages();
    m_words->setText(all > m_pages ? tr("The first %1 of %2 pages").arg(numberText(m_pages), numberText(all))
                                   : tr("%n page(s)", nullptr, m_pages));
    pages.end();
}

} // namespace pl::ui

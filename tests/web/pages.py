"""Pages of our own that several tests use."""

ARTICLE = (
    "临江图书馆延长开放时间\n"
    "临江图书馆昨天宣布，从下月起每晚开放到十点。馆长周明说，读者的来信让他们下了决心。\n"
    "馆方还将增加两百个座位，并在一楼设立儿童阅览区。市民可以在网上预约，也可以当天排队。\n"
    "图书馆的自习室一向座无虚席，不少学生清晨就来等候，新的安排受到了他们的欢迎。\n"
)
TITLE, *PARAGRAPHS = ARTICLE.split("\n")[:-1]


def page(*, charset: str = "utf-8", title: str = TITLE, paragraphs: list[str] = PARAGRAPHS) -> str:
    """A page with a menu, a line of facts, related articles and a footer around the article."""
    body = "\n".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{charset}">
<title>{title}_城事_临江网</title>
<meta property="og:site_name" content="临江网">
<meta property="article:published_time" content="2024-03-01T08:00:00+08:00">
<link rel="canonical" href="https://news.example.com/2024/1.html">
<script>var 数据 = "不是正文。这里有一句很长的话，写在脚本里，不应该出现在文章里。";</script>
<style>.nav {{ color: red }}</style>
</head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li><li><a href="/s">体育</a></li>
<li><a href="/c">财经</a></li><li><a href="/v">视频</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/n">新闻</a> &gt; 正文</div>
<div class="main">
<h1>{title}</h1>
<div class="info"><span>2024-03-01 08:00</span> <span>来源：临江日报</span></div>
<div class="article-content" id="content">
{body}
</div>
<p class="editor">（责任编辑：林晓）</p>
<div class="related"><h3>相关阅读</h3><ul>
<li><a href="/1">老城区的旧书店迎来新读者</a></li>
<li><a href="/2">江边步道本周末开放</a></li>
<li><a href="/3">三座桥下的停车场免费一年</a></li></ul></div>
</div>
<div class="footer">临江网 版权所有 未经授权不得转载 <a href="/about">关于我们</a></div>
</body>
</html>
"""
